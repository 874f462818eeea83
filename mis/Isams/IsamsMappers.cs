using Uso.Mis.Rows;

namespace Uso.Mis.Isams;

/// <summary>Staff. Somebody whose status says that they are not there now is as absent as if the row were not there.</summary>
internal sealed class IsamsStaffMapper(RowValues row) : PersonMapper(row, Report.Staff)
{
    private const string Current = "Current";
    private readonly int _status = row.Column(IsamsColumns.SystemStatus);

    public override IReadOnlySet<string> FieldsSeen()
    {
        var seen = Row.FieldsSeen();
        seen.Remove(IsamsColumns.SystemStatus);
        return seen;
    }

    // "Current" or, as the Batch API's filters number it, 1.
    protected override bool Counts =>
        Row.Value(_status) is not { } status || status == "1" || status.Equals(Current, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Teaching sets.</summary>
internal sealed class IsamsSetMapper(RowValues row) : RowMapper(row, Report.GroupsAndClasses)
{
    private readonly int _name = row.Column(nameof(ExtractGroup.Name));
    private readonly int _code = row.Column("Code");

    protected override (PersonKind? Kind, string? MisId) About => (null, Row.Key);

    public static string GroupId(string set) => $"sets/{set}";

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if ((Row.Value(_name) ?? Row.Value(_code)) is not { } name)
        {
            Row.Break(_name, MisErrorCodes.RowMissingValue, "empty");
            return;
        }

        output.Add(new ExtractGroup { Source = source, Report = Report, GroupId = GroupId(Row.Key!), Kind = GroupKind.Class, Name = name });
    }
}

/// <summary>Who is in which set.</summary>
internal sealed class IsamsSetListMapper(RowValues row) : RowMapper(row, Report.GroupsAndClasses)
{
    private readonly int _set = row.Column(nameof(ExtractGroup.GroupId));

    protected override bool KeyIsUnique => false;

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Pupil, Row.Key);

    public override IReadOnlySet<string> FieldsSeen()
    {
        var seen = Row.FieldsSeen();
        seen.Remove(IsamsColumns.Member);
        return seen;
    }

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractMembership
    {
        Source = source,
        Report = Report,
        GroupId = IsamsSetMapper.GroupId(Row.Value(_set)!),
        Kind = PersonKind.Pupil,
        PersonMisId = Row.Key!,
    });
}
