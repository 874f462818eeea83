using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Uso.Grains.Blobs;
using Uso.Grains.Schools;
using Uso.Grains.SyncRuns;

namespace Uso.Grains.Snapshots;

/// <inheritdoc cref="ISnapshotGrain"/>
[GrainType(GrainTypes.Snapshot)]
internal sealed class SnapshotGrain(
    [PersistentState(StorageNames.Snapshot, StorageNames.Default)] IPersistentState<SnapshotState> state,
    IBlobStore blobs,
    TimeProvider time) : Grain, ISnapshotGrain
{
    private const int VersionsKept = 60;
    private const int SchoolsAtOnce = 8;

    private SnapshotKey Key => SnapshotKey.Parse(this.GetPrimaryKeyString());

    public async Task<SnapshotManifest> BuildAsync()
    {
        var la = await GrainFactory.LocalAuthority(Key.La).GetAsync();
        var schools = la.Schools;
        var before = state.State.Latest?.Segments.ToDictionary(segment => segment.Urn) ?? [];
        var segments = ImmutableArray.CreateBuilder<SnapshotSegment>();
        var notReleased = ImmutableArray.CreateBuilder<string>();
        foreach (var urns in schools.Order(StringComparer.Ordinal).Chunk(SchoolsAtOnce))
        {
            foreach (var (urn, segment) in await Task.WhenAll(urns.Select(async urn => (urn, await SegmentAsync(urn, la.Policy, before.GetValueOrDefault(urn))))))
            {
                if (segment is null)
                {
                    notReleased.Add(urn);
                }
                else
                {
                    segments.Add(segment);
                }
            }
        }

        return await PutAsync(segments.ToImmutable(), notReleased.ToImmutable());
    }

    public async Task<Outcome<SnapshotManifest>> GetLatestAsync()
    {
        if (state.State.Latest is not { } latest)
        {
            return new Problem(ProblemCodes.SnapshotNotBuilt, "No snapshot was built yet.");
        }

        // The head's switch works at once: what was released when the snapshot was built may not be released now.
        var released = await Task.WhenAll(latest.Segments.Select(async segment =>
            (segment, (await GrainFactory.School(Urn.Parse(segment.Urn)).GetPublishedAsync(Key.Consumer.Value)).Released)));
        var withdrawn = released.Where(one => !one.Released).Select(one => one.segment.Urn).ToList();
        return withdrawn.Count == 0
            ? latest
            : await PutAsync(
                [.. released.Where(one => one.Released).Select(one => one.segment)],
                [.. latest.NotReleased.Union(withdrawn).Order(StringComparer.Ordinal)]);
    }

    public async Task<Outcome<SnapshotDelta>> GetDeltaAsync(long since)
    {
        if (!(await GetLatestAsync()).TryGet(out var latest, out var problem))
        {
            return problem;
        }

        if (state.State.Versions.FirstOrDefault(version => version.Version == since)?.SegmentsSha256 is not { } address)
        {
            return new Problem(ProblemCodes.SnapshotVersionGone, "That version is not kept: fetch the whole snapshot.");
        }

        var before = (await blobs.ReadLinesAsync<SnapshotSegment>(address, 0, int.MaxValue, CancellationToken.None)).ToDictionary(segment => segment.Urn);
        var after = latest.Segments.ToDictionary(segment => segment.Urn);
        return new SnapshotDelta
        {
            Since = since,
            Version = latest.Version,
            Changes =
            [
                .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                    .Select(urn => new SnapshotSegmentChange { Before = before.GetValueOrDefault(urn), After = after.GetValueOrDefault(urn) })
                    .Where(change => change.Before?.Sha256 != change.After?.Sha256),
            ],
        };
    }

    public Task<ImmutableArray<SnapshotVersion>> GetVersionsAsync() => Task.FromResult(state.State.Versions.Reverse().ToImmutableArray());

    /// <summary>A school's part; null when its head has not released it. Unchanged schools keep theirs, at the price of two reads.</summary>
    private async Task<SnapshotSegment?> SegmentAsync(string urn, AccountPolicyChoice? la, SnapshotSegment? before)
    {
        var published = await GrainFactory.School(Urn.Parse(urn)).GetPublishedAsync(Key.Consumer.Value);
        if (published is not { Released: true, Details: { } school })
        {
            return null;
        }

        var lead = AccountPolicies.LeadDays(published.FutureLeadDays, la);
        var today = OvernightWindow.Today(time.GetUtcNow());
        var roster = GrainFactory.Roster(Urn.Parse(urn));
        while (true)
        {
            var header = await roster.GetHeaderAsync();
            if (before is not null && before.RosterVersion == header.Version && before.DetailsHash == SegmentWriter.HashOf(school, lead) && !(before.RebuildOn <= today))
            {
                return before;
            }

            var pages = await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync));

            // Pages read while a run wrote would mix two states of the school.
            if ((await roster.GetHeaderAsync()).Version == header.Version)
            {
                return await SegmentWriter.WriteAsync(blobs, school, lead, today, header, pages, CancellationToken.None);
            }
        }
    }

    private async Task<SnapshotManifest> PutAsync(ImmutableArray<SnapshotSegment> segments, ImmutableArray<string> notReleased)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
            string.Join('\n', segments.Select(segment => $"{segment.Urn} {segment.Sha256}")))));
        var latest = state.State.Latest;
        if (latest is not null && latest.ContentHash == hash && latest.Segments.SequenceEqual(segments) && latest.NotReleased.SequenceEqual(notReleased))
        {
            return latest;
        }

        var same = latest?.ContentHash == hash;
        var manifest = new SnapshotManifest
        {
            LaCode = Key.La.Value,
            Consumer = Key.Consumer.Value,
            Version = same ? latest!.Version : (latest?.Version ?? 0) + 1,
            ContentHash = hash,
            BuiltAt = same ? latest!.BuiltAt : time.GetUtcNow(),
            Segments = segments,
            NotReleased = notReleased,
        };
        state.State.Latest = manifest;
        if (!same)
        {
            var versions = state.State.Versions.Add(new SnapshotVersion
            {
                Version = manifest.Version,
                BuiltAt = manifest.BuiltAt,
                ContentHash = hash,
                Rows = segments.Sum(segment => segment.Rows),
                Schools = segments.Length,
                SegmentsSha256 = (await blobs.WriteLinesAsync(segments, CancellationToken.None)).Sha256,
            });
            state.State.Versions = versions.Length > VersionsKept ? versions.RemoveRange(0, versions.Length - VersionsKept) : versions;
        }

        await state.WriteOrLeaveAsync(this);

        return manifest;
    }
}
