using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.OneRoster;

/// <summary>What somebody is at the school.</summary>
internal sealed class OneRosterRole(PersonKind kind, string role, string? begin, string? end)
{
    public PersonKind Kind { get; } = kind;

    public string Role { get; } = role;

    public string? Begin { get; } = begin;

    public string? End { get; } = end;

    /// <summary>Their row in users.csv came.</summary>
    public bool Seen { get; set; }

    /// <summary>Another of the same person's: nearly nobody has one.</summary>
    public OneRosterRole? Next { get; set; }

    /// <summary>The person's role of this kind.</summary>
    public OneRosterRole? Of(PersonKind kind)
    {
        for (var role = this; role is not null; role = role.Next)
        {
            if (role.Kind == kind)
            {
                return role;
            }
        }

        return null;
    }
}

/// <summary>What other files than users.csv say of people: held while users.csv is read, since the standard spreads a person over three files.</summary>
internal sealed class OneRosterPeople
{
    private readonly Dictionary<string, OneRosterRole> _roles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Birth, string? Sex)> _demographics = new(StringComparer.Ordinal);

    /// <summary>A file of them shows that it was cut.</summary>
    public bool IsCut { get; private set; }

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

    /// <summary>The first role of a user at the school.</summary>
    public OneRosterRole? Find(string user) => _roles.GetValueOrDefault(user);

    public (string? Birth, string? Sex) Demographics(string user) => _demographics.GetValueOrDefault(user);

    /// <summary>Somebody has a role of this kind.</summary>
    public bool Has(PersonKind kind) => _roles.Values.Any(role => role.Of(kind) is not null);

    /// <summary>Somebody has a role of this kind and no row in users.csv.</summary>
    public bool Lacks(PersonKind kind) => _roles.Values.Any(role => role.Of(kind) is { Seen: false });

    private static PersonKind KindOf(string role) => role.ToUpperInvariant() switch
    {
        "STUDENT" => PersonKind.Pupil,
        "GUARDIAN" or "PARENT" or "RELATIVE" => PersonKind.Contact,
        _ => PersonKind.Staff,
    };

    private void ReadRoles(OneRosterPackage package, string school)
    {
        using var rows = package.Rows(OneRosterPackage.Roles);
        var columns = new Columns(rows, "status", "userSourcedId", "role", "orgSourcedId", "beginDate", "endDate");
        while (rows.Read())
        {
            if (columns.IsDeleted || columns[3] != school || columns.Own(1) is not { } user || columns[2] is not { } role)
            {
                continue;
            }

            // Somebody may be a teacher and a parent; of two roles on the staff the first counts.
            var kind = KindOf(role);
            var first = Find(user);
            if (first?.Of(kind) is null)
            {
                var another = new OneRosterRole(kind, role, columns[4], columns[5]) { Next = first?.Next };
                if (first is null)
                {
                    _roles[user] = another;
                }
                else
                {
                    first.Next = another;
                }
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
            if (!columns.IsDeleted && columns.Own(1) is { } user)
            {
                _demographics[user] = (columns[2], columns[3]);
            }
        }

        IsCut |= rows.IsCut;
    }

    /// <summary>Columns of a small file, by name; the first is the status. Few values differ, so they are pooled.</summary>
    internal sealed class Columns
    {
        private readonly StringPool _pool = new();
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

        /// <summary>A value that no other row has.</summary>
        public string? Own(int column) => _rows.Text(_at[column]);

        public string? this[int column]
        {
            get
            {
                var at = _at[column];
                if (at >= _rows.FieldCount || _rows.IsTooLong(at) || _rows.Value(at).Trim() is not { IsEmpty: false } text)
                {
                    return null;
                }

                if (_pool.Find(text) is { } known)
                {
                    return known;
                }

                var value = new string(text);
                _pool.Keep(text, value);
                return value;
            }
        }

        /// <summary>Only deltas have such rows.</summary>
        public static bool IsDeletedRow(CsvRows rows, int status) =>
            status >= 0 && status < rows.FieldCount && !rows.IsTooLong(status) && rows.Value(status).Trim().Equals("tobedeleted", StringComparison.OrdinalIgnoreCase);
    }
}
