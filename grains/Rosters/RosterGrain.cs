using System.Collections.Immutable;
using Uso.Grains.Users;

namespace Uso.Grains.Rosters;

/// <inheritdoc cref="IRosterGrain"/>
[GrainType(GrainTypes.Roster)]
internal sealed partial class RosterGrain(
    [PersistentState(StorageNames.Roster, StorageNames.Default)] IPersistentState<RosterState> state,
    TimeProvider time) : Grain, IRosterGrain
{
    private Task<RosterPages>? _loading;

    private Urn Urn => Urn.Parse(this.GetPrimaryKeyString());

    public async Task<Outcome<RosterHeader>> ApplyAsync(RosterChange change)
    {
        var digest = RosterChangeDigest.Of(change);
        switch (state.State.Operations.Find(change.OperationId, digest))
        {
            case true:
                return Header();
            case false:
                return new Problem(ProblemCodes.OperationIdReused, "The operation id was used for another change.");
        }

        var pages = await PagesAsync();
        var puts = change.Puts.Where((entry, i) => !TakenSince(pages, entry, change.SeenRuns[i])).Select(entry => WithClaims(pages, entry));
        await WriteAsync(pages, puts, change.Removals, (change.OperationId, digest));
        return Header();
    }

    public async Task MarkMovedAsync(string username, string toUrn, string runKey, DateTimeOffset at)
    {
        var pages = await PagesAsync();
        var moved = pages.All()
            .Where(entry => entry.Username == username)
            .Select(entry => (Entry: entry, After: MoveRules.Moved(entry, toUrn, runKey, at)))
            .Where(one => one.After != one.Entry)
            .Select(one => one.After)
            .ToList();
        if (moved.Count > 0)
        {
            await WriteAsync(pages, moved, [], null);
        }
    }

    public async Task UnmarkMovedAsync(string username, string runKey, DateTimeOffset at)
    {
        var pages = await PagesAsync();
        var by = RunKey.Parse(runKey).Urn.Value;
        var back = pages.All()
            .Where(entry => entry.Username == username && entry.MovedTo == by)
            .Select(entry => MoveRules.Back(entry, runKey, at))
            .ToList();
        if (back.Count > 0)
        {
            await WriteAsync(pages, back, [], null);
        }
    }

    public async Task OverrideAsync(string username, ImmutableArray<FieldOverride> overrides, DateOnly today)
    {
        var pages = await PagesAsync();
        var changed = pages.All()
            .Where(entry => entry.Username == username && entry.Status is RosterStatus.Allocated)
            .Select(entry => (Entry: entry, After: Overrides.With(entry, Overrides.MisOf(entry.Identity, entry.Overrides), overrides, today)))
            .Where(one => one.After.Identity != one.Entry.Identity || !one.After.Overrides.SequenceEqual(one.Entry.Overrides))
            .Select(one => one.After)
            .ToList();
        if (changed.Count > 0)
        {
            await WriteAsync(pages, changed, [], null);
        }
    }

    /// <summary>
    /// A run of another school, or one that merged accounts, wrote the entry after this change was planned: what the plan knew no longer holds.
    /// </summary>
    private static bool TakenSince(RosterPages pages, RosterEntry entry, string? seenRun) =>
        pages.Find(entry.Kind, entry.MisId) is { } current
        && current.RunId.Contains('/', StringComparison.Ordinal)
        && current.RunId != seenRun
        && current.RunId != entry.RunId;

    private async Task WriteAsync(RosterPages pages, IEnumerable<RosterEntry> puts, IEnumerable<MisLink> removals, (string Id, string Digest)? operation)
    {
        var touched = pages.After(puts, removals);
        try
        {
            if (touched.Count > 0 && touched.Keys.Last() >= state.State.Pages)
            {
                state.State.Pages = touched.Keys.Last() + 1;
                await state.WriteStateAsync();
            }

            await Task.WhenAll(touched.Select(page =>
                GrainFactory.RosterPage(new RosterPageKey(Urn, page.Key)).PutAsync(new RosterPage { Entries = page.Value })));
            pages.Accept(touched);
            state.State.Version++;
            state.State.OpenCases = pages.All().Count(CaseRules.IsOpen);
            state.State.Due = RosterDues.Of(pages.All());
            if (operation is { } done)
            {
                state.State.Operations.Add(done.Id, done.Digest);
            }

            await state.WriteStateAsync();
        }
        catch
        {
            // Some pages may be written and some not: the next call starts from what is stored, and the caller repeats its operation.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Reads the pages once. Interleaved readers share the one load.</summary>
    private async Task<RosterPages> PagesAsync()
    {
        try
        {
            return await (_loading ??= LoadAsync());
        }
        catch
        {
            _loading = null;
            throw;
        }
    }

    private async Task<RosterPages> LoadAsync()
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, state.State.Pages)
            .Select(page => GrainFactory.RosterPage(new RosterPageKey(Urn, page)).GetAsync()));
        return new RosterPages(pages.Select(page => page.Entries));
    }

    private RosterHeader Header() => new() { Version = state.State.Version, Pages = state.State.Pages };
}
