using System.Globalization;
using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Year;

/// <summary>A human being. Rows are made from it.</summary>
internal sealed class TruthPerson
{
    public required int Number { get; init; }
    public required PersonKind Kind { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; set; }
    public string? PreferredFirstName { get; set; }
    public required DateOnly Born { get; set; }
    public required bool Girl { get; init; }

    /// <summary>The permanent UPN, right; null for staff.</summary>
    public string? Upn { get; init; }

    /// <summary>The UPN as schools have it for now.</summary>
    public string? UpnOnFile { get; set; }
}

/// <summary>A person's place at a school, as its MIS has it.</summary>
internal sealed record Post(TruthPerson Person, string MisId, int Year, string? Reg, DateOnly Start, int Order);

/// <summary>A school, what it is really like.</summary>
internal sealed class TruthSchool
{
    private readonly Dictionary<(PersonKind Kind, string MisId), TruthPerson> _ids = [];
    private int _nextId;

    public required string Urn { get; init; }
    public required string Establishment { get; init; }
    public required bool Primary { get; init; }
    public required SampleSchool Sample { get; init; }

    /// <summary>Who is here now, by person.</summary>
    public Dictionary<int, Post> Posts { get; set; } = [];

    /// <summary>Who will be here in the new school year; null outside the summer.</summary>
    public Dictionary<int, Post>? Next { get; set; }

    /// <summary>From this day on the MIS exports the new year.</summary>
    public DateOnly? MisRolledOn { get; set; }

    /// <summary>What became of the last export.</summary>
    public ExportFate LastExport { get; set; }

    public int FirstYear => Primary ? 0 : 7;

    public int LastYear => Primary ? 6 : 11;

    /// <summary>SIMS numbers people from a small number on: schools' ids are the same.</summary>
    public string NewId(TruthPerson person)
    {
        var id = (1001 + _nextId++).ToString(CultureInfo.InvariantCulture);
        _ids[(person.Kind, id)] = person;
        return id;
    }

    public TruthPerson? WhoIs(PersonKind kind, string misId) => _ids.GetValueOrDefault((kind, misId));

    public void Add(TruthPerson person, int year, string? reg, DateOnly start, int order, string? misId = null) =>
        Posts[person.Number] = new Post(person, misId ?? NewId(person), year, reg, start, order);
}

/// <summary>The people of one LA and where they really are.</summary>
internal sealed class TruthWorld
{
    public const string La = "901";

    private readonly Rng _rng;
    private readonly Dictionary<(string, int), int> _serials = [];
    private readonly DateOnly _start;
    private int _people;
    private int _order;

    public TruthWorld(YearOptions options, DateOnly start)
    {
        _rng = new Rng(options.Seed);
        _start = start;
        SchoolYear = start.Month >= 9 ? start.Year : start.Year - 1;
        Schools = [.. Enumerable.Range(0, options.Schools).Select(NewSchool)];
        foreach (var school in Schools)
        {
            Fill(school, options.PeoplePerSchool);
        }

        ShareStaff();
    }

    public IReadOnlyList<TruthSchool> Schools { get; }

    /// <summary>By the calendar year in which it starts.</summary>
    public int SchoolYear { get; set; }

    public int People => _people;

    public Rng Rng => _rng;

    /// <summary>Later posts are newer.</summary>
    public int NextOrder() => ++_order;

    /// <summary>Where a person belongs now: a pupil at the school that took them last, staff at each.</summary>
    public List<TruthSchool> SchoolsOf(TruthPerson person)
    {
        var all = Schools.Where(school => school.Posts.ContainsKey(person.Number)).ToList();
        return person.Kind is PersonKind.Staff || all.Count < 2 ? all : [all.MaxBy(school => school.Posts[person.Number].Order)!];
    }

    public TruthPerson NewPupil(TruthSchool school, int year, bool hasUpn = true, TruthPerson? twinOf = null)
    {
        var group = NameGroups.Pick(_rng);
        var girl = _rng.Chance(0.49);
        var first = group.FirstName(_rng, girl);
        while (first == twinOf?.FirstName)
        {
            first = group.FirstName(_rng, girl);
        }

        var born = twinOf?.Born ?? new DateOnly(SchoolYear - year - 5, 9, 1).AddDays(_rng.Next(365));
        var upn = NewUpn(school, born.Year + 5);
        return new TruthPerson
        {
            Number = ++_people,
            Kind = PersonKind.Pupil,
            FirstName = first,
            LastName = twinOf?.LastName ?? (group.Form is NameForm.Single ? first : group.SurnameOf(group.FamilyName(_rng), girl)),
            PreferredFirstName = _rng.Chance(0.05) && first.Length > 3 ? first[..3].Trim() : null,
            Born = born,
            Girl = girl,
            Upn = upn,
            UpnOnFile = hasUpn ? upn : null,
        };
    }

    public TruthPerson NewStaff()
    {
        var group = NameGroups.Pick(_rng);
        var woman = _rng.Chance(0.74);
        var first = group.FirstName(_rng, woman);
        return new TruthPerson
        {
            Number = ++_people,
            Kind = PersonKind.Staff,
            FirstName = first,
            LastName = group.Form is NameForm.Single ? first : group.SurnameOf(group.FamilyName(_rng), woman),
            Born = new DateOnly(1962, 1, 1).AddDays(_rng.Next(40 * 365)),
            Girl = woman,
        };
    }

    public string Reg(int year) => string.Create(CultureInfo.InvariantCulture, $"{year}{(char)('A' + _rng.Next(3))}");

    private TruthSchool NewSchool(int index)
    {
        var primary = index % 2 == 0;
        var urn = (810_001 + index).ToString(CultureInfo.InvariantCulture);
        var establishment = ((primary ? 2001 : 4001) + index).ToString(CultureInfo.InvariantCulture);
        return new TruthSchool
        {
            Urn = urn,
            Establishment = establishment,
            Primary = primary,
            Sample = new SampleSchool
            {
                Urn = urn,
                Name = $"Year School {index + 1}",
                EstablishmentNumber = establishment,
                Phase = primary ? "Primary" : "Secondary",
                Mis = "sims",
                FirstYear = primary ? 0 : 7,
                LastYear = primary ? 6 : 11,
                Pupils = 0,
                Staff = 0,
                Released = false,
                Csv = index % 5 == 4,
                Reports = [Report.Staff, Report.Students, Report.GroupsAndClasses],
            },
        };
    }

    private void Fill(TruthSchool school, int people)
    {
        var pupils = people - (people / 10);
        var years = school.LastYear - school.FirstYear + 1;
        TruthPerson? last = null;
        for (var i = 0; i < pupils; i++)
        {
            var year = school.FirstYear + (i * years / pupils);
            var twin = last is not null && school.Posts[last.Number].Year == year && _rng.Chance(0.012) ? last : null;
            last = NewPupil(school, year, hasUpn: !_rng.Chance(0.02), twin);
            school.Add(last, year, Reg(year), _start.AddYears(-1), NextOrder());
        }

        for (var i = 0; i < people / 10; i++)
        {
            school.Add(NewStaff(), 0, null, _start.AddYears(-1), NextOrder());
        }
    }

    /// <summary>One member of staff in a hundred has a post at a second school.</summary>
    private void ShareStaff()
    {
        foreach (var school in Schools.Where(_ => Schools.Count > 1))
        {
            foreach (var post in school.Posts.Values.Where(post => post.Person.Kind is PersonKind.Staff && _rng.Chance(0.01)).ToList())
            {
                var other = Schools[_rng.Next(Schools.Count)];
                if (!other.Posts.ContainsKey(post.Person.Number))
                {
                    other.Add(post.Person, 0, null, _start.AddYears(-1), NextOrder());
                }
            }
        }
    }

    private string NewUpn(TruthSchool school, int year)
    {
        // Serials of a school and year end at 999; an overflow is issued as if by a neighbour.
        var key = (school.Establishment, year);
        var serial = _serials[key] = _serials.GetValueOrDefault(key) + 1;
        return serial < 1000
            ? Upns.Permanent(La, school.Establishment, year, serial)
            : Upns.Permanent("902", school.Establishment, year, serial % 999 + 1);
    }
}
