using System.Globalization;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>Contacts: one row for each contact and pupil.</summary>
internal abstract class ContactMapper(RowValues row, Report report) : RowMapper(row, report)
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
        (PersonKind.Contact, Row.Key is not null && TryKeys(out var contact, out _) ? contact : null);

    /// <summary>Who the row is about, once it has a key: the contact, and the pupil where there is one. False: the key is none.</summary>
    protected abstract bool TryKeys(out string contact, out string? pupil);

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if (!TryKeys(out var contact, out var pupil))
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
