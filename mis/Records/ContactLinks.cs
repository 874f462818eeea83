using System.Globalization;

namespace Uso.Mis.Records;

/// <summary>Reads the list of pupils in a contact's record.</summary>
/// <param name="map">Where MisId, Relationship, ParentalResponsibility and Priority stand in an entry of the list.</param>
internal sealed class ContactLinks(FieldMap map)
{
    private readonly JsonRecords _pupils = new(map, "");
    private readonly int _id = map.IndexOf("MisId");
    private readonly int _relationship = map.IndexOf("Relationship");
    private readonly int _parental = map.IndexOf("ParentalResponsibility");
    private readonly int _priority = map.IndexOf("Priority");

    /// <summary>Adds a link for each pupil of the list that says what the contact is to them.</summary>
    public void Add(RecordFields fields, string contact, ReadOnlyMemory<byte> list, SourceRow source, List<ExtractItem> output)
    {
        var pupils = _pupils.OpenList(list);
        while (pupils.Read())
        {
            if (pupils.Text(_id) is not { } pupil || !(pupils.Has(_relationship) || pupils.Has(_parental) || pupils.Has(_priority)))
            {
                continue;
            }

            output.Add(new ExtractContactLink
            {
                Source = source,
                Report = fields.Report,
                ContactMisId = contact,
                PupilMisId = pupil,
                Relationship = Keep("Relationship") ? fields.Text("Relationship", pupils.Text(_relationship)) : null,
                ParentalResponsibility = Keep("ParentalResponsibility") && pupils.Text(_parental)?.ToUpperInvariant() is "TRUE" or "1" or "YES",
                Priority = Keep("Priority") && int.TryParse(pupils.Text(_priority), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : null,
            });
        }

        bool Keep(string field)
        {
            if (fields.OptedOut(field))
            {
                return false;
            }

            fields.Seen.Add(field);
            return true;
        }
    }
}
