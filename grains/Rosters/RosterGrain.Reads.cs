using Uso.Grains.Schools;

namespace Uso.Grains.Rosters;

internal sealed partial class RosterGrain
{
    private const int LargestTake = 500;

    public Task<RosterHeader> GetHeaderAsync() => Task.FromResult(Header());

    public async Task<RosterPage> GetPageAsync(int page) => new() { Entries = (await PagesAsync())[page] };

    public async Task<RosterEntry?> GetEntryAsync(AccountKind kind, string misId) =>
        (await PagesAsync()).Find(kind, misId) is { } entry ? Today(entry) : null;

    public async Task<RosterDue> GetDueAsync() => state.State.Due ?? RosterDues.Of((await PagesAsync()).All());

    public async Task<RosterMatches> QueryAsync(RosterQuery query)
    {
        var members = query.Members.ToHashSet();
        var matches = (await PagesAsync()).All().Where(entry => Fits(entry, query, members));
        var ordered = query.NewestFirst
            ? matches.OrderByDescending(entry => entry.Arrived ?? entry.Since).ThenBy(entry => entry.MisId, StringComparer.Ordinal)
            : matches
                .OrderBy(entry => entry.Identity.LegalLastName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(entry => entry.Identity.LegalFirstName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(entry => entry.MisId, StringComparer.Ordinal);
        var all = ordered.ToList();
        return new RosterMatches
        {
            Entries = [.. all.Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 0, LargestTake)).Select(entry => Today(entry))],
            Total = all.Count,
        };
    }

    /// <summary>Who starts today has started, whether or not a run came by since midnight.</summary>
    private RosterEntry Today(RosterEntry entry) =>
        entry.IsFuture && !entry.IsFutureOn(OvernightWindow.Today(time.GetUtcNow())) ? entry with { IsFuture = false } : entry;

    private static bool Fits(RosterEntry entry, RosterQuery query, HashSet<string> members) =>
        (query.Kind is null || entry.Kind == query.Kind)
        && (query.Status is null || entry.Status == query.Status)
        && (!query.Missing || entry.MissingSince is not null)
        && (!query.NonMis || (entry.Status is RosterStatus.Allocated && (ManualIds.IsManual(entry.MisId) || KeptIds.IsKept(entry.MisId) || entry.MissingSince is not null)))
        && (!query.Excluded || entry.Status is RosterStatus.Excluded || entry is { Status: RosterStatus.Allocated, Exclusion: not null })
        && (string.IsNullOrWhiteSpace(query.Text) || HasText(entry, query.Text.Trim()) || (entry.Username is not null && members.Contains(entry.Username)));

    private static bool HasText(RosterEntry entry, string text)
    {
        var identity = entry.Identity;
        return Has($"{identity.LegalFirstName} {identity.LegalLastName}")
            || Has($"{identity.PublishedFirstName()} {identity.PublishedLastName()}")
            || Has(entry.Username)
            || Has(identity.Upn)
            || Has(entry.YearGroup)
            || Has(entry.RegistrationGroup);

        bool Has(string? value) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }
}
