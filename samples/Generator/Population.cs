using System.Globalization;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>
/// People by the hundred thousand for benchmarks: schools of about a thousand people each, a hundred schools to an LA.
/// Each school is made when it is asked for, from the seed and its number alone, and nothing is kept.
/// </summary>
public static class Population
{
    public const int PeoplePerSchool = 1000;
    private const int SchoolsPerAuthority = 100;
    private const int FirstAuthority = 901;

    /// <summary>So low that the three digits last for 79,900 schools.</summary>
    private const int FirstOfMany = 201;

    /// <summary>Schools that together have exactly <paramref name="people"/> people.</summary>
    /// <param name="first">Number of the first school: other schools have other LAs.</param>
    public static IEnumerable<PopulationSchool> Generate(int people, ulong seed, int first = 0)
    {
        for (var (number, left) = (first, people); left > 0; number++, left -= PeoplePerSchool)
        {
            yield return new PopulationSchool(number, Math.Min(left, PeoplePerSchool), seed, FirstAuthority);
        }
    }

    /// <summary>Schools of one size, as many as a country has.</summary>
    public static IEnumerable<PopulationSchool> Schools(int schools, int peoplePerSchool, ulong seed, int first = 0) =>
        Enumerable.Range(first, schools).Select(number => new PopulationSchool(number, peoplePerSchool, seed, FirstOfMany));

    internal static string La(int number, int first) => (first + (number / SchoolsPerAuthority)).ToString(CultureInfo.InvariantCulture);

    internal static string Establishment(int number) => (4001 + (number % SchoolsPerAuthority)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>One school of a <see cref="Population"/>: nine tenths pupils, one tenth staff.</summary>
public sealed class PopulationSchool
{
    private static readonly DateOnly FirstBirth = new(2010, 9, 1);
    private readonly int _number;
    private readonly ulong _seed;

    internal PopulationSchool(int number, int people, ulong seed, int firstAuthority)
    {
        LaCode = Population.La(number, firstAuthority);
        _number = number;
        _seed = seed;
        School = new SampleSchool
        {
            Urn = (800_001 + number).ToString(CultureInfo.InvariantCulture),
            Name = string.Create(CultureInfo.InvariantCulture, $"Bench School {number + 1}"),
            EstablishmentNumber = Population.Establishment(number),
            Phase = "Secondary",
            Mis = "sims",
            FirstYear = 7,
            LastYear = 11,
            Pupils = people - (people / 10),
            Staff = people / 10,
            Released = true,
            Reports = [Report.Staff, Report.Students],
        };
    }

    public SampleSchool School { get; }

    public string LaCode { get; }

    /// <summary>The school's rows, pupils before staff.</summary>
    /// <param name="round">0 for the first export. In each later one, about 1 % of the rows are corrected, 0.5 % left and as many joined since the round before.</param>
    public IEnumerable<SampleRow> Rows(int round = 0) => Pupils(round).Concat(Staff(round));

    /// <summary>Pupils. Person numbers are unique in the whole population, and equal from round to round.</summary>
    public IEnumerable<SampleRow> Pupils(int round = 0) => InRound(School.Pupils, round, Pupil);

    /// <summary>Staff.</summary>
    public IEnumerable<SampleRow> Staff(int round = 0) => InRound(School.Staff, round, Member);

    /// <summary>A day's export for <see cref="SimsWriter.WriteExport"/>.</summary>
    public SchoolDay Export(int round = 0)
    {
        var date = new DateOnly(2026, 9, 7).AddDays(round);
        return new SchoolDay
        {
            School = School,
            Day = round + 1,
            Date = date,
            Kind = ExportKind.Normal,
            ExportedAt = date.ToDateTime(new TimeOnly(18, 5)),
            Pupils = [.. Pupils(round)],
            Staff = [.. Staff(round)],
        };
    }

    // In round r the numbers from r*change on are at the school: the first have left, new ones have come.
    private IEnumerable<SampleRow> InRound(int count, int round, Func<int, SampleRow> make)
    {
        var change = (count + 100) / 200;
        for (var i = round * change; i < count + (round * change); i++)
        {
            var row = make(i);
            for (var r = 1; r <= round; r++)
            {
                if (new Rng(_seed).Child((ulong)((_number * 100_000) + i)).Child((ulong)(1000 + r)).Chance(0.01))
                {
                    row = row with { MiddleNames = row.MiddleNames is null ? "Lee" : null, RegistrationGroup = row.RegistrationGroup is null ? null : "9X" };
                }
            }

            yield return row;
        }
    }

    private SampleRow Pupil(int i)
    {
        var rng = new Rng(_seed).Child((ulong)((_number * 100_000) + i));

        // The second of twins is made from the first.
        var twin = i % 2 == 1 && rng.Chance(0.025);
        var family = twin ? new Rng(_seed).Child((ulong)((_number * 100_000) + i - 1)).Child(1) : rng.Child(1);
        var group = NameGroups.Pick(family);
        var name = group.FamilyName(family);
        var year = family.Next(7, 12);
        var born = FirstBirth.AddYears(11 - year).AddDays(family.Next(365));
        var girl = rng.Chance(0.49);
        var first = group.FirstName(rng, girl);
        if (twin)
        {
            var other = Pupil(i - 1).FirstName;
            while (first == other)
            {
                first = group.FirstName(rng, girl);
            }
        }

        var upn = Upns.Permanent(LaCode, School.EstablishmentNumber, 2026 - (i / 900) - 7, (i % 900) + 1);
        return new SampleRow
        {
            MisId = (10_001 + i).ToString(CultureInfo.InvariantCulture),
            Kind = PersonKind.Pupil,
            Person = (_number * Population.PeoplePerSchool * 10) + i + 1,
            FirstName = first,
            LastName = group.Form == NameForm.Single ? first : group.SurnameOf(name, girl),
            MiddleNames = rng.Chance(0.4) ? group.FirstName(rng, girl) : null,
            PreferredFirstName = rng.Chance(0.05) ? first[..Math.Min(3, first.Length)] : null,
            DateOfBirth = born,
            Girl = girl,
            Upn = rng.Chance(0.97) ? upn : null,
            Year = year,
            RegistrationGroup = string.Create(CultureInfo.InvariantCulture, $"{year}{(char)('A' + rng.Next(7))}"),
            Code = (100_000 + i).ToString(CultureInfo.InvariantCulture),
            StartDate = new DateOnly(2026 - (year - 7), 9, 2),
        };
    }

    private SampleRow Member(int i)
    {
        var rng = new Rng(_seed).Child((ulong)((_number * 100_000) + 50_000 + i));
        var group = NameGroups.Pick(rng);
        var woman = rng.Chance(0.74);
        var first = group.FirstName(rng, woman);
        return new SampleRow
        {
            MisId = (60_001 + i).ToString(CultureInfo.InvariantCulture),
            Kind = PersonKind.Staff,
            Person = (_number * Population.PeoplePerSchool * 10) + 5000 + i + 1,
            FirstName = first,
            LastName = group.Form == NameForm.Single ? first : group.SurnameOf(group.FamilyName(rng), woman),
            DateOfBirth = new DateOnly(1960, 1, 1).AddDays(rng.Next(42 * 365)),
            Girl = woman,
            Title = woman ? "Mrs" : "Mr",
            Role = i % 3 == 0 ? "Teaching Assistant" : "Teacher",
            Code = string.Create(CultureInfo.InvariantCulture, $"S{i}"),
            StartDate = new DateOnly(2015, 9, 1).AddDays(rng.Next(4000)),
        };
    }
}
