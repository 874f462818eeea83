namespace Uso.Benchmarks.Match.World;

/// <summary>An invented area: how many people, how messy their data. All rates are assumptions, doubled and halved to see what hangs on them.</summary>
public sealed record WorldOptions
{
    public required ulong Seed { get; init; }

    /// <summary>Pupils, about.</summary>
    public int People { get; init; } = 20_000;
    public int PeoplePerSchool { get; init; } = 1_000;
    public string La { get; init; } = "830";

    /// <summary>All error rates times this.</summary>
    public double Errors { get; init; } = 1;

    /// <summary>The rate of twins times this.</summary>
    public double Twins { get; init; } = 1;

    /// <summary>Families with several children, times this.</summary>
    public double Siblings { get; init; } = 1;

    /// <summary>The share of families whose names are not English, times this (up to everybody).</summary>
    public double Mix { get; init; } = 1;

    /// <summary>Share of records, and of accounts, without a UPN.</summary>
    public double NoUpn { get; init; } = 0.08;

    /// <summary>Share of pupils who have no account yet.</summary>
    public double New { get; init; } = 0.17;

    /// <summary>Share of accounts that are still at another school.</summary>
    public double Moved { get; init; } = 0.06;
}
