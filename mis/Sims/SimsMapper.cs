using System.Globalization;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>Turns the records of one report into canonical items.</summary>
internal abstract class SimsMapper(SimsRow row, Report report)
{
    private readonly int[] _mandatory = [.. row.Columns.Select((c, i) => c.Mandatory ? i : -1).Where(i => i >= 0)];
    private readonly IdSet _ids = new();

    protected SimsRow Row => row;

    protected Report Report => report;

    /// <summary>A row was about somebody who cannot be named: absence from this report proves nothing.</summary>
    public bool Unidentified { get; private set; }

    /// <summary>Attendance repeats its key by design; everywhere else a repeated key is an error.</summary>
    protected virtual bool KeyIsUnique => true;

    /// <summary>Kind and MIS id of the person that the row is about.</summary>
    protected abstract (PersonKind? Kind, string? MisId) About { get; }

    public static SimsMapper For(Report report, SimsRow row) => report switch
    {
        Report.Contacts => new SimsContactMapper(row, report),
        Report.GroupsAndClasses => new SimsGroupMapper(row, report),
        Report.Attendance => new SimsAttendanceMapper(row, report),
        _ => new SimsPersonMapper(row, report),
    };

    public void Map(SourceRow source, List<ExtractItem> output)
    {
        if (row.Rule is null)
        {
            CheckMandatory();
        }

        // The id of a row that is rejected for something else counts too: the next row with it is the duplicate.
        if (KeyIsUnique && row.Key is { } key && !_ids.Add(key))
        {
            row.Break(row.KeyColumn, MisErrorCodes.RowDuplicateId, Cell.ClassOf(key));
        }

        if (row.Rule is null)
        {
            Yield(source, output);
        }

        if (row.Rule is not null)
        {
            var (kind, misId) = About;
            Unidentified |= misId is null;
            output.Clear();
            output.Add(new RejectedRow
            {
                Source = source,
                Report = report,
                Field = row.BrokenField,
                Rule = row.Rule,
                ValueClass = row.ValueClass,
                MisId = misId,
                Kind = kind,
            });
        }
    }

    /// <summary>Adds the row's items, or breaks the row.</summary>
    protected abstract void Yield(SourceRow source, List<ExtractItem> output);

    /// <summary>Splits a <c>multiple_id</c>: "a,b", where b is 0 when there is no child row.</summary>
    protected static bool TrySplit(string key, out string first, out string? second)
    {
        var comma = key.IndexOf(',');
        first = comma < 0 ? key : key[..comma].Trim();
        second = comma < 0 ? null : key[(comma + 1)..].Trim();
        var good = comma >= 0 && first.Length > 0 && first != "0" && second!.Length > 0 && !second.Contains(',');
        second = second == "0" ? null : second;
        return good;
    }

    private void CheckMandatory()
    {
        foreach (var column in _mandatory)
        {
            if (row.Value(column) is null && row.Date(column) is null)
            {
                row.Break(column, MisErrorCodes.RowMissingValue, "empty");
                return;
            }
        }
    }
}

/// <summary>Students, staff and their future reports.</summary>
internal sealed class SimsPersonMapper(SimsRow row, Report report) : SimsMapper(row, report)
{
    private readonly PersonKind _kind = report is Report.Staff or Report.FutureStaff ? PersonKind.Staff : PersonKind.Pupil;
    private readonly bool _future = report is Report.FutureStaff or Report.FutureStudents;
    private readonly int _first = row.Column(nameof(ExtractPerson.LegalFirstName));
    private readonly int _middle = row.Column(nameof(ExtractPerson.MiddleNames));
    private readonly int _last = row.Column(nameof(ExtractPerson.LegalLastName));
    private readonly int _preferredFirst = row.Column(nameof(ExtractPerson.PreferredFirstName));
    private readonly int _preferredLast = row.Column(nameof(ExtractPerson.PreferredLastName));
    private readonly int _title = row.Column(nameof(ExtractPerson.Title));
    private readonly int _birth = row.Column(nameof(ExtractPerson.DateOfBirth));
    private readonly int _gender = row.Column(nameof(ExtractPerson.Gender));
    private readonly int _upn = row.Column(nameof(ExtractPerson.Upn));
    private readonly int _admission = row.Column(nameof(ExtractPerson.AdmissionNumber));
    private readonly int _code = row.Column(nameof(ExtractPerson.StaffCode));
    private readonly int _role = row.Column(nameof(ExtractPerson.Role));
    private readonly int _email = row.Column(nameof(ExtractPerson.Email));
    private readonly int _year = row.Column(nameof(ExtractPerson.YearGroup));
    private readonly int _registration = row.Column(nameof(ExtractPerson.RegistrationGroup));
    private readonly int _house = row.Column(nameof(ExtractPerson.House));
    private readonly int _start = row.Column(nameof(ExtractPerson.StartDate));
    private readonly int _enrolment = row.Column(nameof(ExtractPerson.Enrolment));
    private readonly int _end = row.Column(nameof(ExtractPerson.EndDate));

    protected override (PersonKind? Kind, string? MisId) About => (_kind, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractPerson
    {
        Source = source,
        Report = Report,
        Kind = _kind,
        MisId = Row.Key!,
        LegalFirstName = Row.Value(_first)!,
        MiddleNames = Row.Value(_middle),
        LegalLastName = Row.Value(_last)!,
        PreferredFirstName = Row.Value(_preferredFirst),
        PreferredLastName = Row.Value(_preferredLast),
        Title = Row.Value(_title),
        DateOfBirth = Row.Date(_birth),
        Gender = Row.Value(_gender),
        Upn = Row.Value(_upn)?.ToUpperInvariant(),
        AdmissionNumber = Row.Value(_admission),
        StaffCode = Row.Value(_code),
        Role = Row.Value(_role),
        Email = Row.Value(_email),
        YearGroup = Row.Value(_year),
        RegistrationGroup = Row.Value(_registration),
        House = Row.Value(_house),
        StartDate = Row.Date(_start),
        EndDate = Row.Date(_end),
        Enrolment = EnrolmentText.Parse(Row.Value(_enrolment)),
        IsFuture = _future,
    });
}

/// <summary>Contacts: one row for each contact and pupil.</summary>
internal sealed class SimsContactMapper(SimsRow row, Report report) : SimsMapper(row, report)
{
    private readonly IdSet _contacts = new();
    private readonly int _title = row.Column(nameof(ExtractPerson.Title));
    private readonly int _first = row.Column(nameof(ExtractPerson.LegalFirstName));
    private readonly int _last = row.Column(nameof(ExtractPerson.LegalLastName));
    private readonly int _email = row.Column(nameof(ExtractPerson.Email));
    private readonly int _relationship = row.Column(nameof(ExtractContactLink.Relationship));
    private readonly int _parental = row.Column(nameof(ExtractContactLink.ParentalResponsibility));
    private readonly int _priority = row.Column(nameof(ExtractContactLink.Priority));

    protected override (PersonKind? Kind, string? MisId) About =>
        (PersonKind.Contact, Row.Key is { } key && TrySplit(key, out var contact, out _) ? contact : null);

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if (!TrySplit(Row.Key!, out var contact, out var pupil))
        {
            Row.Break(Row.KeyColumn, MisErrorCodes.RowBadValue, Cell.ClassOf(Row.Key));
            return;
        }

        var parental = Row.Value(_parental);
        if (!TryBoolean(parental, out var responsible))
        {
            Row.Break(_parental, MisErrorCodes.RowBadValue, Cell.ClassOf(parental));
            return;
        }

        int? priority = null;
        if (Row.Value(_priority) is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                Row.Break(_priority, MisErrorCodes.RowBadValue, Cell.ClassOf(text));
                return;
            }

            priority = number;
        }

        if (_contacts.Add(contact))
        {
            output.Add(new ExtractPerson
            {
                Source = source,
                Report = Report,
                Kind = PersonKind.Contact,
                MisId = contact,
                Title = Row.Value(_title),
                LegalFirstName = Row.Value(_first)!,
                LegalLastName = Row.Value(_last)!,
                Email = Row.Value(_email),
            });
        }

        if (pupil is not null)
        {
            output.Add(new ExtractContactLink
            {
                Source = source,
                Report = Report,
                ContactMisId = contact,
                PupilMisId = pupil,
                Relationship = Row.Value(_relationship),
                ParentalResponsibility = responsible,
                Priority = priority,
            });
        }
    }

    private static bool TryBoolean(string? value, out bool result)
    {
        result = value is not null && value.ToUpperInvariant() is "T" or "TRUE" or "Y" or "YES" or "1";
        return result || value is null || value.ToUpperInvariant() is "F" or "FALSE" or "N" or "NO" or "0";
    }
}
