using System.Collections.Immutable;

namespace Uso.ClientApi.Night;

/// <summary>Reads the night of an LA's schools: one interleaving read each, some at a time.</summary>
internal static class NightOfSchools
{
    private const int AtOnce = 64;

    public static async Task<ImmutableArray<SchoolNight>> ReadAsync(IGrainFactory grains, LaCode la)
    {
        var nights = ImmutableArray.CreateBuilder<SchoolNight>();
        foreach (var some in (await grains.LocalAuthority(la).GetAsync()).Schools.Chunk(AtOnce))
        {
            nights.AddRange((await Task.WhenAll(some.Select(urn => grains.School(Urn.Parse(urn)).GetNightAsync()))).OfType<SchoolNight>());
        }

        return nights.ToImmutable();
    }
}

/// <summary>How many schools stand where.</summary>
public sealed record NightCounts
{
    public required int Schools { get; init; }
    public required int Off { get; init; }
    public required int Waiting { get; init; }
    public required int Due { get; init; }
    public required int Running { get; init; }
    public required int Held { get; init; }
    public required int Failed { get; init; }
    public required int Done { get; init; }

    internal static NightCounts Of(ImmutableArray<SchoolNight> schools)
    {
        var by = schools.CountBy(school => school.State).ToDictionary();
        return new NightCounts
        {
            Schools = schools.Length,
            Off = by.GetValueOrDefault(NightState.Off),
            Waiting = by.GetValueOrDefault(NightState.Waiting),
            Due = by.GetValueOrDefault(NightState.Due),
            Running = by.GetValueOrDefault(NightState.Running),
            Held = by.GetValueOrDefault(NightState.Held),
            Failed = by.GetValueOrDefault(NightState.Failed),
            Done = by.GetValueOrDefault(NightState.Done),
        };
    }
}
