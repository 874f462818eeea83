namespace Uso.Benchmarks.Night;

internal sealed record NightOptions
{
    public required int Schools { get; init; }
    public required int PeoplePerSchool { get; init; }
    public required int Silos { get; init; }

    /// <summary>Schools under way at once.</summary>
    public required int AtOnce { get; init; }
    public required int? Pool { get; init; }
    public required int WarmUpSchools { get; init; }

    public int People => Schools * PeoplePerSchool;
}
