using System.Globalization;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract;

/// <summary>The small school that every MIS has to show: fictional, the same each time. A case changes a copy.</summary>
public static class ContractSchool
{
    public static readonly SchoolNumbers Numbers = new("999123", "899", "9123");

    /// <summary>Whose export comes by mistake.</summary>
    public static readonly SchoolNumbers Others = new("999777", "899", "4777");

    /// <summary>When the exports are made.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 9, 7, 19, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Monday = new(2026, 9, 7);
    private static readonly string[] FirstNames = ["Amelia", "Zoë", "Kofi", "Seán", "Priya", "Jean-Luc", "Olu", "Mary Ann", "Tariq", "Ffion", "Wei", "Nadia"];
    private static readonly string[] LastNames = ["Okafor", "O'Neil", "Mensah", "Ní Bhriain", "de la Cruz", "Smith-Jones", "Adeyemi", "Whitlock", "Khan", "Prys", "Chen", "Haddad"];

    /// <summary>Twelve pupils, three staff, two contacts, two classes and two forms, a day's marks, and one of each who start later.</summary>
    public static SchoolDay Day(SchoolNumbers? numbers = null)
    {
        numbers ??= Numbers;
        SampleRow[] pupils = [.. Enumerable.Range(0, 12).Select(Pupil)];
        SampleRow[] staff = [.. Enumerable.Range(0, 3).Select(Member)];
        return new SchoolDay
        {
            School = new SampleSchool
            {
                Urn = numbers.Urn,
                Name = "Contract School",
                EstablishmentNumber = numbers.EstablishmentNumber,
                Phase = "Secondary",
                Mis = "any",
                FirstYear = 7,
                LastYear = 11,
                Pupils = pupils.Length,
                Staff = staff.Length,
                Released = true,
                Reports = Enum.GetValues<Report>(),
            },
            Day = 1,
            Date = Monday,
            Kind = ExportKind.Normal,
            ExportedAt = Monday.ToDateTime(new TimeOnly(18, 5)),
            Pupils = pupils,
            Staff = staff,
            FuturePupils = [Pupil(40) with { IsFuture = true, Year = 7, RegistrationGroup = null, StartDate = Monday.AddMonths(2) }],
            FutureStaff = [Member(9) with { IsFuture = true, StartDate = Monday.AddMonths(2) }],
            Contacts = [Contact("501", "Grace", pupils[0], pupils[1]), Contact("502", "Yaw", pupils[2])],
            Groups =
            [
                Group("701", "7A", GroupKind.RegistrationGroup, null, staff[0], pupils[..6]),
                Group("702", "7B", GroupKind.RegistrationGroup, null, staff[1], pupils[6..]),
                Group("703", "7A/Ma1", GroupKind.Class, "Mathematics", staff[2], pupils[..8]),
                Group("704", "7B/En1", GroupKind.Class, "English", staff[0], pupils[4..]),
            ],
            Marks = [.. pupils[..4].SelectMany(p => new[] { new SampleMark(p.MisId, Monday, "AM", '/'), new SampleMark(p.MisId, Monday, "PM", '\\') })],
        };
    }

    /// <summary>As many people as asked for, one in ten of them staff, in no groups.</summary>
    public static SchoolDay Large(int people)
    {
        var pupils = people - (people / 10);
        return Day() with
        {
            Pupils = [.. Enumerable.Range(0, pupils).Select(Pupil)],
            Staff = [.. Enumerable.Range(0, people / 10).Select(Member)],
            FuturePupils = [],
            FutureStaff = [],
            Contacts = [],
            Groups = [],
            Marks = [],
        };
    }

    /// <summary>A copy with one pupil changed.</summary>
    public static SchoolDay WithPupil(this SchoolDay day, int index, Func<SampleRow, SampleRow> change)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(change);
        return day with { Pupils = [.. day.Pupils.Select((row, i) => i == index ? change(row) : row)] };
    }

    /// <summary>Pupil number i; each has another name and date of birth.</summary>
    public static SampleRow Pupil(int i) => new()
    {
        MisId = (10_001 + i).ToString(CultureInfo.InvariantCulture),
        Kind = PersonKind.Pupil,
        Person = i + 1,
        FirstName = FirstNames[i % FirstNames.Length] + Letters(i / FirstNames.Length),
        LastName = LastNames[i % LastNames.Length] + Letters(i / LastNames.Length),
        DateOfBirth = new DateOnly(2014, 9, 1).AddDays(i % 365),
        Girl = i % 2 == 0,
        Upn = string.Create(CultureInfo.InvariantCulture, $"H801200{i:000000}"),
        Year = 7,
        RegistrationGroup = i % 12 < 6 ? "7A" : "7B",
        House = "Red",
        Code = string.Create(CultureInfo.InvariantCulture, $"{i + 1:000000}"),
        Email = string.Create(CultureInfo.InvariantCulture, $"pupil{i}@school.example"),
        StartDate = Monday.AddYears(-1),
    };

    private static SampleRow Member(int i) => new()
    {
        MisId = (900_001 + i).ToString(CultureInfo.InvariantCulture),
        Kind = PersonKind.Staff,
        Person = 900_000 + i,
        FirstName = FirstNames[(i + 5) % FirstNames.Length] + Letters(i / FirstNames.Length),
        LastName = LastNames[(i + 7) % LastNames.Length] + Letters(i / LastNames.Length),
        DateOfBirth = new DateOnly(1980, 1, 1).AddDays(i % 365),
        Girl = i % 2 == 1,
        Code = string.Create(CultureInfo.InvariantCulture, $"T{i:0000}"),
        Title = "Mx",
        Role = "Teacher",
        Email = string.Create(CultureInfo.InvariantCulture, $"staff{i}@school.example"),
        StartDate = Monday.AddYears(-2),
    };

    private static SampleContact Contact(string id, string first, params SampleRow[] pupils) => new()
    {
        MisId = id,
        Title = "Mrs",
        FirstName = first,
        LastName = pupils[0].LastName,
        Woman = true,
        Email = $"contact{id}@home.example",
        Relationship = "Mother",
        Priority = 1,
        Pupils = [.. pupils.Select(p => p.MisId)],
    };

    private static SampleGroup Group(string id, string name, GroupKind kind, string? subject, SampleRow teacher, SampleRow[] pupils) => new()
    {
        Id = id,
        Name = name,
        Kind = kind,
        Subject = subject,
        Members = [.. pupils.Append(teacher).Select(p => (p.Kind, p.MisId))],
    };

    // Digits are no part of a name.
    private static string Letters(int number) => number == 0 ? "" : Letters((number - 1) / 26) + (char)('a' + ((number - 1) % 26));
}
