using System.Runtime.InteropServices;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.OneRoster;

/// <summary>What somebody is at the school.</summary>
internal sealed class OneRosterRole(PersonKind kind, string role, OneRosterDate begin, OneRosterDate end)
{
    public PersonKind Kind { get; } = kind;

    public string Role { get; } = role;

    public OneRosterDate Begin { get; } = begin;

    public OneRosterDate End { get; } = end;

    /// <summary>Their row in users.csv came.</summary>
    public bool Seen { get; set; }

    /// <summary>Another of the same person's: nearly nobody has one.</summary>
    public OneRosterRole? Next { get; set; }
}

/// <summary>Somebody with a role at the school.</summary>
/// <param name="id">Their sourcedId.</param>
/// <param name="first">Their first role.</param>
internal sealed class OneRosterPerson(string id, OneRosterRole first)
{
    public string Id { get; } = id;

    public OneRosterRole First { get; } = first;

    public OneRosterDate Birth { get; set; }

    public string? Sex { get; set; }

    /// <summary>The person's role of this kind.</summary>
    public OneRosterRole? Of(PersonKind kind)
    {
        for (var role = First; role is not null; role = role.Next)
        {
            if (role.Kind == kind)
            {
                return role;
            }
        }

        return null;
    }
}

/// <summary>A date of another file than users.csv: read already, or as it stands there when it needs a closer look.</summary>
internal readonly record struct OneRosterDate(DateOnly? Date, string? Text)
{
    public void Put(RowValues row, int column)
    {
        if (column < 0)
        {
            return;
        }

        if (Date is { } date)
        {
            row.Set(column, date);
        }
        else if (Text is not null)
        {
            row.Set(column, Text);
        }
    }
}

/// <summary>What other files than users.csv say of people: held while users.csv is read, since the standard spreads a person over three files.</summary>
internal sealed class OneRosterPeople
{
    private readonly Dictionary<string, OneRosterPerson> _people = new(Utf8Keys.Instance);
    private readonly Dictionary<string, OneRosterPerson>.AlternateLookup<ReadOnlySpan<byte>> _find;

    private OneRosterPeople() => _find = _people.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>A file of them shows that it was cut.</summary>
    public bool IsCut { get; private set; }

    /// <param name="package">The archive.</param>
    /// <param name="school">The org whose roles count.</param>
    public static OneRosterPeople Of(OneRosterPackage package, string school)
    {
        var people = new OneRosterPeople();
        people.ReadRoles(package, school);
        if (package.Has(OneRosterPackage.Demographics))
        {
            people.ReadDemographics(package);
        }

        return people;
    }

    /// <summary>Whoever has this id and a role at the school.</summary>
    public OneRosterPerson? Find(ReadOnlySpan<byte> id) => _find.TryGetValue(id, out var person) ? person : null;

    public OneRosterPerson? Find(string id) => _people.GetValueOrDefault(id);

    /// <summary>Somebody has a role of this kind.</summary>
    public bool Has(PersonKind kind) => _people.Values.Any(person => person.Of(kind) is not null);

    /// <summary>Somebody has a role of this kind and no row in users.csv.</summary>
    public bool Lacks(PersonKind kind) => _people.Values.Any(person => person.Of(kind) is { Seen: false });

    private static PersonKind KindOf(string role) =>
        Is(role, "student") ? PersonKind.Pupil
        : Is(role, "guardian") || Is(role, "parent") || Is(role, "relative") ? PersonKind.Contact
        : PersonKind.Staff;

    private static bool Is(string role, string name) => role.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void ReadRoles(OneRosterPackage package, string school)
    {
        using var rows = package.Rows(OneRosterPackage.Roles);
        var columns = new Columns(rows, "status", "userSourcedId", "role", "orgSourcedId", "beginDate", "endDate");
        while (rows.Read())
        {
            if (columns.IsDeleted || columns[3] != school || columns.Id(1) is not { IsEmpty: false } id || columns[2] is not { } role)
            {
                continue;
            }

            // Somebody may be a teacher and a parent; of two roles on the staff the first counts.
            var kind = KindOf(role);
            ref var person = ref CollectionsMarshal.GetValueRefOrAddDefault(_find, id, out _);
            if (person is null)
            {
                person = new OneRosterPerson(columns.Own(1)!, new OneRosterRole(kind, role, columns.Date(4), columns.Date(5)));
            }
            else if (person.Of(kind) is null)
            {
                person.First.Next = new OneRosterRole(kind, role, columns.Date(4), columns.Date(5)) { Next = person.First.Next };
            }
        }

        IsCut |= rows.IsCut;
    }

    private void ReadDemographics(OneRosterPackage package)
    {
        using var rows = package.Rows(OneRosterPackage.Demographics);
        var columns = new Columns(rows, "status", "sourcedId", "birthDate", "sex");
        while (rows.Read())
        {
            if (!columns.IsDeleted && Find(columns.Id(1)) is { } person)
            {
                (person.Birth, person.Sex) = (columns.Date(2), columns[3]);
            }
        }

        IsCut |= rows.IsCut;
    }

    /// <summary>Columns of a small file, by name; the first is the status. Few values differ, so they are pooled.</summary>
    internal sealed class Columns
    {
        private readonly BytePool _pool = new();
        private readonly CsvRows _rows;
        private readonly int[] _at;

        /// <exception cref="MisExportException">The file lacks one of them.</exception>
        public Columns(CsvRows rows, params string[] names)
        {
            _rows = rows;
            _at = Array.ConvertAll(names, rows.Column);
            if (Array.FindIndex(_at, 1, at => at < 0) is >= 0 and var missing)
            {
                throw new MisExportException(MisErrorCodes.ExportMissingColumn, $"The header line has no column \"{names[missing]}\".");
            }
        }

        public bool IsDeleted => IsDeletedRow(_rows, _at[0]);

        /// <summary>An id as it stands there, without spaces; empty when it is none.</summary>
        public ReadOnlySpan<byte> Id(int column) => _at[column] < _rows.FieldCount && !_rows.IsTooLong(_at[column]) ? _rows.Bytes(_at[column]).Trim(" \t\r\n"u8) : default;

        public OneRosterDate Date(int column) => _at[column] < _rows.FieldCount && RowValues.TryPlainDate(_rows.Bytes(_at[column]), out var date) ? new(date, null) : new(null, this[column]);

        /// <summary>A value that no other row has.</summary>
        public string? Own(int column) => _rows.Text(_at[column]);

        public string? this[int column]
        {
            get
            {
                var at = _at[column];
                if (at >= _rows.FieldCount)
                {
                    return null;
                }

                var bytes = _rows.Bytes(at);
                if (!_pool.TryFind(at, bytes, out var known))
                {
                    known = _rows.Text(at);
                    _pool.Keep(at, bytes, known);
                }

                return known;
            }
        }

        /// <summary>Only deltas have such rows.</summary>
        public static bool IsDeletedRow(CsvRows rows, int status) =>
            status >= 0 && status < rows.FieldCount && rows.Is(status, "tobedeleted");
    }
}
