namespace Uso.Grains.Rosters;

internal sealed partial class RosterGrain
{
    private const int LargestTake = 500;

    public Task<RosterHeader> GetHeaderAsync() => Task.FromResult(Header());

    public async Task<RosterPage> GetPageAsync(int page) => new() { Entries = (await PagesAsync())[page] };

    public async Task<RosterEntry?> GetEntryAsync(AccountKind kind, string misId) => (await PagesAsync()).Find(kind, misId);

    public async Task<RosterMatches> QueryAsync(RosterQuery query)
    {
        var matches = (await PagesAsync()).All().Where(entry => Fits(entry, query));
        var ordered = query.NewestFirst
            ? matches.OrderByDescending(entry => entry.Since).ThenBy(entry => entry.MisId, StringComparer.Ordinal)
            : matches
                .OrderBy(entry => entry.Identity.LegalLastName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(entry => entry.Identity.LegalFirstName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(entry => entry.MisId, StringComparer.Ordinal);
        var all = ordered.ToList();
        return new RosterMatches
        {
            Entries = [.. all.Skip(Math.Max(0, query.Skip)).Take(Math.Clamp(query.Take, 0, LargestTake))],
            Total = all.Count,
        };
    }

    private static bool Fits(RosterEntry entry, RosterQuery query) =>
        (query.Kind is null || entry.Kind == query.Kind)
        && (query.Status is null || entry.Status == query.Status)
        && (!query.Missing || entry.MissingSince is not null)
        && (!query.NonMis || ((ManualIds.IsManual(entry.MisId) || KeptIds.IsKept(entry.MisId)) && entry.Status is RosterStatus.Allocated))
        && (string.IsNullOrWhiteSpace(query.Text) || HasText(entry, query.Text.Trim()));

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
