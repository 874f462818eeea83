using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>What the sample is made from: equal options make equal files, byte by byte.</summary>
public sealed record SampleOptions
{
    public ulong Seed { get; init; } = 2026;

    /// <summary>Day 1: a Monday at the beginning of a school year.</summary>
    public DateOnly StartDate { get; init; } = new(2026, 9, 7);

    /// <summary>1 to 5.</summary>
    public int Days { get; init; } = 5;

    /// <summary>How many of the LA's schools, in URN order.</summary>
    public int Schools { get; init; } = 12;

    /// <summary>Size of the schools; less than 1 for quick tests.</summary>
    public double Scale { get; init; } = 1;
}

/// <summary>What happens to a school's export on one day.</summary>
public enum ExportKind
{
    Normal,

    /// <summary>The pupils' file stops in the middle: refused whole, nothing changes.</summary>
    Truncated,

    /// <summary>The staff report is not there: nobody of the staff is a leaver.</summary>
    NoStaffReport,

    /// <summary>Every other pupil is missing from a file that looks whole: the gate holds.</summary>
    HalfOfPupils,

    /// <summary>The same bytes as the day before.</summary>
    SameBytes,

    /// <summary>The same content as the day before, written anew.</summary>
    SameContent,
}

/// <summary>One school's export of one day.</summary>
public sealed record SchoolDay
{
    public required SampleSchool School { get; init; }

    /// <summary>From 1.</summary>
    public required int Day { get; init; }
    public required DateOnly Date { get; init; }
    public required ExportKind Kind { get; init; }

    /// <summary>Stands in the export's archive; the day before's for <see cref="ExportKind.SameBytes"/>.</summary>
    public required DateTime ExportedAt { get; init; }

    /// <summary>Rows as exported.</summary>
    public required IReadOnlyList<SampleRow> Pupils { get; init; }
    public required IReadOnlyList<SampleRow> Staff { get; init; }
    public IReadOnlyList<SampleRow> FuturePupils { get; init; } = [];
    public IReadOnlyList<SampleRow> FutureStaff { get; init; } = [];
    public IReadOnlyList<SampleContact> Contacts { get; init; } = [];
    public IReadOnlyList<SampleGroup> Groups { get; init; } = [];
    public IReadOnlyList<SampleMark> Marks { get; init; } = [];

    /// <summary>Whether the export carries the report at all.</summary>
    public bool Has(Report report) => School.Reports.Contains(report) && !(Kind == ExportKind.NoStaffReport && report == Report.Staff);

    /// <summary>All rows about people who can have accounts.</summary>
    public IEnumerable<SampleRow> Rows => [.. Pupils, .. FuturePupils, .. Staff, .. FutureStaff];
}

/// <summary>All schools' exports of one day, in URN order.</summary>
public sealed record SampleDay(int Day, DateOnly Date, IReadOnlyList<SchoolDay> Schools);

/// <summary>Something that happened in the LA, for the printed account and for tests.</summary>
/// <param name="What">Joiner, Leaver, MoveOut, MoveIn, Overlap, Correction, FromElsewhere or Starts.</param>
public sealed record SampleEvent(int Day, string Urn, string What, string MisId, int Person);

/// <summary>The fictional LA through a week: who is really who, and what each school's MIS says every day.</summary>
public sealed class SampleWorld
{
    private readonly Dictionary<(string Urn, PersonKind Kind, string MisId), int> _truth;

    internal SampleWorld(
        SampleOptions options,
        IReadOnlyList<SamplePerson> people,
        IReadOnlyList<SampleDay> days,
        IReadOnlyList<SampleEvent> events,
        Dictionary<(string Urn, PersonKind Kind, string MisId), int> truth)
    {
        Options = options;
        People = people;
        Days = days;
        Events = events;
        _truth = truth;
    }

    public SampleOptions Options { get; }

    /// <summary>Everybody who has a row on any day; the person with id n stands at n - 1.</summary>
    public IReadOnlyList<SamplePerson> People { get; }

    public IReadOnlyList<SampleDay> Days { get; }

    public IReadOnlyList<SampleEvent> Events { get; }

    /// <summary>Which person each (school, kind, MIS id) is. Rows that no reader can use have no entry.</summary>
    public IReadOnlyDictionary<(string Urn, PersonKind Kind, string MisId), int> Truth => _truth;

    public IReadOnlyList<SampleSchool> Schools => [.. Days[0].Schools.Select(s => s.School)];

    public static SampleWorld Create(SampleOptions? options = null) => new WorldBuilder(options ?? new SampleOptions()).Build();
}
