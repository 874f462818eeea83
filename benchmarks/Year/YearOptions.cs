namespace Uso.Benchmarks.Year;

/// <summary>How large a year to simulate.</summary>
public sealed record YearOptions
{
    public ulong Seed { get; init; } = 1;
    public int Schools { get; init; } = 100;

    /// <summary>School days; the last ones before the summer come first, so that a rollover lies in between.</summary>
    public int Days { get; init; } = 200;

    /// <summary>In a school, nine tenths of them pupils.</summary>
    public int PeoplePerSchool { get; init; } = 500;

    /// <summary>How many times as often as usual exports fail.</summary>
    public double Trouble { get; init; } = 1;

    /// <summary>Writes what happens as it does.</summary>
    public Action<string> Log { get; init; } = _ => { };
}

/// <summary>What the year came to. The first seven are the benchmark's.</summary>
public sealed record YearResult
{
    /// <summary>Accounts taken from people who were at the school.</summary>
    public required int FalseUnallocations { get; init; }

    /// <summary>People who were given somebody else's account.</summary>
    public required int FalseMerges { get; init; }

    /// <summary>People who were given a second account.</summary>
    public required int Duplicates { get; init; }
    public required int HeldRuns { get; init; }
    public required double ReviewsPerSchoolWeek { get; init; }
    public required double P50NightSeconds { get; init; }
    public required double MaxNightSeconds { get; init; }

    /// <summary>Accounts that differ from the truth at the end, by what differs; empty when every one is as it should be.</summary>
    public required IReadOnlyDictionary<string, int> Off { get; init; }
    public required int People { get; init; }
    public required int Accounts { get; init; }
    public required int Runs { get; init; }

    /// <summary>Held runs whose export was as it should be: somebody was asked for nothing.</summary>
    public required int HeldGenuine { get; init; }

    /// <summary>What happened, by name.</summary>
    public required IReadOnlyDictionary<string, int> Events { get; init; }
}
