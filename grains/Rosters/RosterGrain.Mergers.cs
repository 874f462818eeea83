using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

/// <summary>Accounts made one, and parted again.</summary>
internal sealed partial class RosterGrain
{
    public Task<ImmutableArray<RosterEntry>> MergeAsync(string retired, string kept, string runKey, DateTimeOffset at) =>
        PutAsync(pages => MergerRules.Merge(pages.All(), retired, kept, runKey, at));

    public Task<ImmutableArray<RosterEntry>> SplitAsync(string retired, string kept, string merger, string runKey, DateTimeOffset at) =>
        PutAsync(pages => MergerRules.Split(pages.All(), retired, kept, merger, runKey, at));

    private async Task<ImmutableArray<RosterEntry>> PutAsync(Func<RosterPages, IReadOnlyList<RosterEntry>> after)
    {
        var pages = await PagesAsync();
        var entries = after(pages);
        var changed = entries.Where(entry => !IsSame(entry, pages.Find(entry.Kind, entry.MisId)!)).ToList();
        if (changed.Count > 0)
        {
            await WriteAsync(pages, changed, [], null);
        }

        return [.. entries];
    }

    private static bool IsSame(RosterEntry one, RosterEntry other) =>
        one.Username == other.Username && one.Status == other.Status && one.RunId == other.RunId && one.Mergers.Length == other.Mergers.Length;
}
