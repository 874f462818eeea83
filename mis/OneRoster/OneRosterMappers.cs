using Uso.Mis.Rows;

namespace Uso.Mis.OneRoster;

/// <summary>Contacts: a person for each user with such a role; the links stand in the pupils' rows.</summary>
internal sealed class OneRosterContactMapper(RowValues row) : RowMapper(row, Report.Contacts)
{
    private readonly int _first = row.Column(nameof(ExtractPerson.LegalFirstName));
    private readonly int _last = row.Column(nameof(ExtractPerson.LegalLastName));
    private readonly int _email = row.Column(nameof(ExtractPerson.Email));

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Contact, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractPerson
    {
        Source = source,
        Report = Report,
        Kind = PersonKind.Contact,
        MisId = Row.Key!,
        LegalFirstName = Row.Value(_first)!,
        LegalLastName = Row.Value(_last)!,
        Email = Row.Value(_email),
    });
}

/// <summary>Classes. A homeroom is what an English school calls a registration group.</summary>
internal sealed class OneRosterClassMapper(RowValues row) : RowMapper(row, Report.GroupsAndClasses)
{
    private readonly int _name = row.Column(nameof(ExtractGroup.Name));
    private readonly int _kind = row.Column(nameof(ExtractGroup.Kind));
    private readonly int _subject = row.Column(nameof(ExtractGroup.Subject));

    protected override (PersonKind? Kind, string? MisId) About => (null, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractGroup
    {
        Source = source,
        Report = Report,
        GroupId = Row.Key!,
        Kind = string.Equals(Row.Value(_kind), "homeroom", StringComparison.OrdinalIgnoreCase) ? GroupKind.RegistrationGroup : GroupKind.Class,
        Name = Row.Value(_name)!,
        Subject = Row.Value(_subject),
    });
}
