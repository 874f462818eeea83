using System.Globalization;
using Uso.Mis.Rows;

namespace Uso.Mis.Bromcom;

/// <summary>
/// The contacts in a pupil's row. They have no id of their own and their name in one value, title included; a parent of two pupils comes twice.
/// A row of this report is a contact: three, two, one or none for each pupil.
/// </summary>
internal sealed class BromcomContactMapper(RowValues row) : RowMapper(row, Report.Contacts)
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "Br", "Canon", "Dame", "Dr", "Fr", "Hon", "Lady", "Lord", "Madam", "Master", "Miss", "Mr", "Mrs", "Ms", "Mx", "Prof", "Rabbi", "Rev", "Revd", "Sir", "Sr",
    };

    private readonly (int Name, int Email, int Relationship, int Parental)[] _contacts =
    [
        .. Enumerable.Range(1, BromcomColumns.Contacts).Select(number => (
            row.ColumnNamed(BromcomColumns.NameOfContact(number, "Name")),
            row.ColumnNamed(BromcomColumns.NameOfContact(number, "Email")),
            row.ColumnNamed(BromcomColumns.NameOfContact(number, "Relationship")),
            row.ColumnNamed(BromcomColumns.NameOfContact(number, "ParentalResponsibility")))),
    ];

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Contact, Row.Key);

    // A name is first name, last name and title in one.
    public override IReadOnlySet<string> FieldsSeen()
    {
        var seen = Row.FieldsSeen();
        if (seen.Contains(nameof(ExtractPerson.LegalLastName)))
        {
            seen.UnionWith([nameof(ExtractPerson.LegalFirstName), nameof(ExtractPerson.Title), nameof(ExtractContactLink.Priority)]);
        }

        return seen;
    }

    public override void Map(SourceRow source, List<ExtractItem> output)
    {
        // The pupil's own report says what is wrong with a row without a pupil, or with one that came before.
        if (Row.Key is not { } pupil || IsRepeated(pupil))
        {
            return;
        }

        if (Row.Rule is not null)
        {
            Rows++;
            Reject(source, output);
            return;
        }

        Yield(source, output);
    }

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        for (var number = 1; number <= _contacts.Length; number++)
        {
            var columns = _contacts[number - 1];
            if (Row.Value(columns.Name) is not { } name)
            {
                continue;
            }

            Rows++;
            var id = string.Create(CultureInfo.InvariantCulture, $"{Row.Key}.{number}");
            var words = name.Split(' ');
            var title = words.Length > 1 && Titles.Contains(words[0].TrimEnd('.')) ? words[0] : null;
            var names = words.AsSpan(title is null ? 0 : 1);
            if (names.Length < 2)
            {
                output.Add(new RejectedRow
                {
                    Source = source,
                    Report = Report,
                    Field = nameof(ExtractPerson.LegalFirstName),
                    Rule = MisErrorCodes.RowMissingValue,
                    ValueClass = "empty",
                    MisId = id,
                    Kind = PersonKind.Contact,
                });
                continue;
            }

            output.Add(new ExtractPerson
            {
                Source = source,
                Report = Report,
                Kind = PersonKind.Contact,
                MisId = id,
                Title = title,
                LegalFirstName = names[0],
                LegalLastName = string.Join(' ', names[Initials(names)..]!),
                Email = Row.Value(columns.Email),
            });
            output.Add(new ExtractContactLink
            {
                Source = source,
                Report = Report,
                ContactMisId = id,
                PupilMisId = Row.Key!,
                Relationship = Row.Value(columns.Relationship),
                ParentalResponsibility = Row.Value(columns.Parental)?.ToUpperInvariant() is "YES" or "Y" or "TRUE" or "T" or "1",
                Priority = number,
            });
        }
    }

    // Where the last name begins: behind the first name and the initials, and never past the last word.
    private static int Initials(ReadOnlySpan<string> names)
    {
        var at = 1;
        while (at < names.Length - 1 && names[at].TrimEnd('.').Length == 1)
        {
            at++;
        }

        return at;
    }
}
