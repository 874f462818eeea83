using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>A school of the sample LA and its habits.</summary>
public sealed record SampleSchool
{
    public required string Urn { get; init; }
    public required string Name { get; init; }
    public required string EstablishmentNumber { get; init; }
    /// <summary>As the service's REST API has it.</summary>
    public required string Phase { get; init; }

    /// <summary>The MIS's code in the catalog.</summary>
    public required string Mis { get; init; }

    /// <summary>SIMS: exports CSV instead of XML.</summary>
    public bool Csv { get; init; }

    /// <summary>Years taught: National Curriculum years, 0 for Reception, negative for nursery.</summary>
    public required int FirstYear { get; init; }
    public required int LastYear { get; init; }
    public required int Pupils { get; init; }
    public required int Staff { get; init; }

    /// <summary>Whether the head released the school's data to the sample LMS.</summary>
    public required bool Released { get; init; }

    /// <summary>The office types names in capitals.</summary>
    public bool Capitals { get; init; }

    /// <summary>The apostrophe that the office's keyboard makes.</summary>
    public char Apostrophe { get; init; } = '\'';
    public required IReadOnlyList<Report> Reports { get; init; }

    /// <summary>The school's id at Wonde, "A" and ten digits.</summary>
    public string WondeId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A{1_000_000_000 + (long.Parse(Urn, System.Globalization.CultureInfo.InvariantCulture) * 7919):0}");

    public bool IsWonde => Mis == "wonde";
}

/// <summary>The fictional local authority.</summary>
public static class Northmoor
{
    public const string LaCode = "899";
    public const string Name = "Northmoor";

    /// <summary>The LMS that collects the snapshot, and a smaller service.</summary>
    public const string Lms = "northmoor-lms";
    public const string ReadingApp = "reading-app";

    private static readonly Report[] Basic = [Report.Staff, Report.Students];
    private static readonly Report[] Classes = [Report.Staff, Report.Students, Report.GroupsAndClasses];
    private static readonly Report[] Full =
        [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.Attendance, Report.FutureStaff, Report.FutureStudents];

    /// <summary>Its schools, in URN order. Each has a way in of its own: the nine MISs of the guides, SIMS once more as CSV, and the two ways in for every other MIS.</summary>
    public static IReadOnlyList<SampleSchool> Schools { get; } =
    [
        new()
        {
            Urn = "999001", Name = "Little Acorns Nursery School", EstablishmentNumber = "1001", Phase = "Nursery", Mis = "pupil-asset",
            FirstYear = -2, LastYear = -1, Pupils = 92, Staff = 16, Released = false, Reports = Basic,
        },
        new()
        {
            Urn = "999002", Name = "Beckside Primary School", EstablishmentNumber = "2001", Phase = "Primary", Mis = "sims",
            FirstYear = -1, LastYear = 6, Pupils = 452, Staff = 50, Released = true, Reports = Full,
        },
        new()
        {
            Urn = "999003", Name = "Millstone Lane Community Primary School", EstablishmentNumber = "2002", Phase = "Primary", Mis = "scholarpack",
            FirstYear = 0, LastYear = 6, Pupils = 404, Staff = 44, Released = true, Capitals = true, Reports = Classes,
        },
        new()
        {
            Urn = "999004", Name = "St Hilda's Church of England Primary School", EstablishmentNumber = "3003", Phase = "Primary", Mis = "sims",
            Csv = true, FirstYear = 0, LastYear = 6, Pupils = 208, Staff = 26, Released = true, Apostrophe = '’',
            Reports = [.. Classes, Report.Contacts],
        },
        new()
        {
            Urn = "999005", Name = "Our Lady of the Moor Catholic Primary School", EstablishmentNumber = "3004", Phase = "Primary", Mis = "csv",
            FirstYear = 0, LastYear = 6, Pupils = 416, Staff = 46, Released = false, Apostrophe = '`', Reports = [.. Basic, Report.FutureStudents],
        },
        new()
        {
            Urn = "999006", Name = "Northmoor High School", EstablishmentNumber = "4001", Phase = "Secondary", Mis = "arbor",
            FirstYear = 7, LastYear = 11, Pupils = 1130, Staff = 122, Released = true, Reports = Classes,
        },
        new()
        {
            Urn = "999007", Name = "The Harland Academy", EstablishmentNumber = "4002", Phase = "Secondary", Mis = "wonde",
            FirstYear = 7, LastYear = 13, Pupils = 985, Staff = 108, Released = true, Apostrophe = '’', Reports = [.. Classes, Report.FutureStudents],
        },
        new()
        {
            Urn = "999008", Name = "Bishop Aldred School", EstablishmentNumber = "4603", Phase = "Secondary", Mis = "oneroster",
            FirstYear = 7, LastYear = 11, Pupils = 842, Staff = 92, Released = true, Reports = Classes,
        },
        new()
        {
            Urn = "999009", Name = "Ravensworth All-through School", EstablishmentNumber = "4010", Phase = "AllThrough", Mis = "bromcom",
            FirstYear = 0, LastYear = 13, Pupils = 890, Staff = 98, Released = true, Reports = [.. Basic, Report.FutureStaff],
        },
        new()
        {
            Urn = "999010", Name = "Fernbank Special School", EstablishmentNumber = "7001", Phase = "Special", Mis = "isams",
            FirstYear = 0, LastYear = 13, Pupils = 118, Staff = 52, Released = true, Reports = Basic,
        },
        new()
        {
            Urn = "999011", Name = "Northmoor Pupil Referral Unit", EstablishmentNumber = "1101", Phase = "PupilReferralUnit", Mis = "integris",
            FirstYear = 7, LastYear = 11, Pupils = 56, Staff = 22, Released = false, Reports = Basic,
        },
        new()
        {
            Urn = "999012", Name = "Northmoor Sixth Form College", EstablishmentNumber = "8001", Phase = "SixteenPlus", Mis = "edgen",
            FirstYear = 12, LastYear = 13, Pupils = 424, Staff = 44, Released = false, Reports = Basic,
        },
    ];
}
