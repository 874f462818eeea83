using System.Collections.Immutable;
using Uso.ClientApi.Night;

namespace Uso.ClientApi.Operations;

/// <summary>Counts where all schools stand, once a minute at most, however many ask.</summary>
internal sealed class TonightCount(IGrainFactory grains, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Counts = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private Tonight? _last;

    public async Task<Tonight> ReadAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return _last is { } last && clock.GetUtcNow() - last.CountedAt < Counts ? last : _last = await CountAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<Tonight> CountAsync()
    {
        var now = clock.GetUtcNow();
        var las = (await Task.WhenAll(LaDirectoryKey.All.Select(key => grains.LaDirectory(key).GetAsync()))).SelectMany(some => some).ToList();
        var schools = ImmutableArray.CreateBuilder<SchoolNight>();
        foreach (var la in las)
        {
            schools.AddRange(await NightOfSchools.ReadAsync(grains, LaCode.Parse(la)));
        }

        return new Tonight { CountedAt = now, LocalAuthorities = las.Count, Counts = NightCounts.Of(schools.ToImmutable()) };
    }
}
