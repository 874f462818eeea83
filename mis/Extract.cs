namespace Uso.Mis;

/// <summary>The reports a school can accept. A MIS supports some of them; see <see cref="MisDescriptor"/>.</summary>
public enum Report
{
    Staff,
    Students,
    Contacts,
    GroupsAndClasses,
    Attendance,
    FutureStaff,
    FutureStudents,
}

/// <summary>What kind of person a row describes. Pupils and staff get accounts; contacts never do.</summary>
public enum PersonKind
{
    Pupil,
    Staff,
    Contact,
}

/// <summary>How a pupil is registered at the school, where the MIS says: dual registration is one pupil at two schools, the main and the subsidiary one.</summary>
public enum EnrolmentStatus
{
    Single,
    Main,
    Subsidiary,
    Guest,
}

/// <summary>Where an item stood in the export, so that a person at the school can find the row.</summary>
/// <param name="File">File name inside the export, or the resource name for a pulled MIS.</param>
/// <param name="Row">1-based number of the record in that file; headers do not count.</param>
public readonly record struct SourceRow(string File, int Row);

/// <summary>One item of the canonical extract. A reader yields them in the order of the source, one at a time.</summary>
public abstract record ExtractItem
{
    /// <summary>Where the item came from.</summary>
    public required SourceRow Source { get; init; }

    /// <summary>The report that the item belongs to.</summary>
    public required Report Report { get; init; }
}

/// <summary>A pupil, member of staff or contact as the MIS has them. Values are trimmed; an empty value is null.</summary>
public sealed record ExtractPerson : ExtractItem
{
    public required PersonKind Kind { get; init; }

    /// <summary>The MIS's own id of the person: stable from export to export within one school and one MIS.</summary>
    public required string MisId { get; init; }

    public required string LegalFirstName { get; init; }
    public string? MiddleNames { get; init; }
    public required string LegalLastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? PreferredLastName { get; init; }
    public string? Title { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Gender { get; init; }

    /// <summary>Unique Pupil Number as the MIS has it, upper case, not checked: a bad one is weak evidence, never a reason to reject.</summary>
    public string? Upn { get; init; }

    public string? AdmissionNumber { get; init; }
    public string? StaffCode { get; init; }
    public string? Role { get; init; }
    public string? Email { get; init; }
    public string? YearGroup { get; init; }
    public string? RegistrationGroup { get; init; }
    public string? House { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }

    /// <summary>Null when the MIS does not say.</summary>
    public EnrolmentStatus? Enrolment { get; init; }

    /// <summary>From a future report (pre-admission, not yet started).</summary>
    public bool IsFuture { get; init; }
}

/// <summary>What a group is.</summary>
public enum GroupKind
{
    Class,
    RegistrationGroup,
    YearGroup,
    House,
    Other,
}

/// <summary>A class or group.</summary>
public sealed record ExtractGroup : ExtractItem
{
    public required string GroupId { get; init; }
    public required GroupKind Kind { get; init; }
    public required string Name { get; init; }
    public string? Subject { get; init; }
}

/// <summary>A person's membership of a group.</summary>
public sealed record ExtractMembership : ExtractItem
{
    public required string GroupId { get; init; }
    public required PersonKind Kind { get; init; }
    public required string PersonMisId { get; init; }
}

/// <summary>Who a contact is to a pupil.</summary>
public sealed record ExtractContactLink : ExtractItem
{
    public required string ContactMisId { get; init; }
    public required string PupilMisId { get; init; }
    public string? Relationship { get; init; }
    public bool ParentalResponsibility { get; init; }
    public int? Priority { get; init; }
}

/// <summary>One attendance mark.</summary>
public sealed record ExtractAttendanceMark : ExtractItem
{
    public required string PupilMisId { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>"AM", "PM" or the period's name as the MIS has it.</summary>
    public required string Session { get; init; }

    public required string Mark { get; init; }
}

/// <summary>A row that cannot be used. The rest of the file goes on.</summary>
public sealed record RejectedRow : ExtractItem
{
    public required string Field { get; init; }

    /// <summary>Stable code of the broken rule, for example <c>row-missing-value</c> or <c>row-bad-date</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>What sort of value stood there ("empty", "text", "number", "date"), never the value itself: rejected rows are shown widely.</summary>
    public required string ValueClass { get; init; }

    /// <summary>The MIS id when the row had one.</summary>
    public string? MisId { get; init; }

    /// <summary>What kind of person the row was about, when it was about one: such a person is present, however bad the row, and is never a leaver.</summary>
    public PersonKind? Kind { get; init; }
}

/// <summary>Ends a report: the proof that it was whole, or why it does not count as whole. Yielded once per report found in the export.</summary>
public sealed record ReportEnd : ExtractItem
{
    /// <summary>Rows read, good and bad.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// True only when the export proves that nothing is missing: root element closed, every page read, totals agree, not empty.
    /// Absence from a report that is not complete never means that somebody left.
    /// </summary>
    public required bool Complete { get; init; }

    /// <summary>Stable code when not complete, for example <c>report-empty</c>, <c>page-missing</c>, <c>permission-missing</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Which of the report's fields the export carried at least once.</summary>
    public required IReadOnlySet<string> FieldsSeen { get; init; }
}
