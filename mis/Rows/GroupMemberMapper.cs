using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>Groups and classes: one row for each group and member.</summary>
internal abstract class GroupMemberMapper(RowValues row, Report report) : RowMapper(row, report)
{
    private readonly IdSet _groups = new();
    private readonly int _name = row.Column(nameof(ExtractGroup.Name));
    private readonly int _kind = row.Column(nameof(ExtractGroup.Kind));
    private readonly int _subject = row.Column(nameof(ExtractGroup.Subject));
    private readonly int _member = row.Column("MemberKind");

    protected override (PersonKind? Kind, string? MisId) About =>
        Row.Key is not null && TryKeys(out _, out var person) && person is not null ? (MemberKind(Row.Value(_member)), person) : (null, null);

    /// <summary>What the row is about, once it has a key: the group, and the member where there is one. False: the key is none.</summary>
    protected abstract bool TryKeys(out string group, out string? person);

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if (!TryKeys(out var group, out var person))
        {
            Row.Break(Row.KeyColumn, MisErrorCodes.RowBadValue, Cell.ClassOf(Row.Key));
            return;
        }

        if (MemberKind(Row.Value(_member)) is not { } member)
        {
            Row.Break(_member, MisErrorCodes.RowBadValue, Cell.ClassOf(Row.Value(_member)));
            return;
        }

        if (_groups.Add(group))
        {
            output.Add(new ExtractGroup
            {
                Source = source,
                Report = Report,
                GroupId = group,
                Kind = GroupKindOf(Row.Value(_kind)),
                Name = Row.Value(_name)!,
                Subject = Row.Value(_subject),
            });
        }

        if (person is not null)
        {
            output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = group, Kind = member, PersonMisId = person });
        }
    }

    // Without the column every member is a pupil: that is what the report lists first.
    private static PersonKind? MemberKind(string? value) => value switch
    {
        null => PersonKind.Pupil,
        _ when value.Equals("Pupil", StringComparison.OrdinalIgnoreCase) || value.Equals("Student", StringComparison.OrdinalIgnoreCase) => PersonKind.Pupil,
        _ when value.Equals("Staff", StringComparison.OrdinalIgnoreCase) || value.Equals("Teacher", StringComparison.OrdinalIgnoreCase) => PersonKind.Staff,
        _ => null,
    };

    private static GroupKind GroupKindOf(string? value) => value?.ToUpperInvariant() switch
    {
        null or "CLASS" => GroupKind.Class,
        "REG" or "REG GROUP" or "REGISTRATION" or "REGISTRATION GROUP" => GroupKind.RegistrationGroup,
        "YEAR" or "YEAR GROUP" => GroupKind.YearGroup,
        "HOUSE" => GroupKind.House,
        _ => GroupKind.Other,
    };
}
