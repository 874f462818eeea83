using System.Collections.Immutable;
using Uso.Grains.Rosters;
using Uso.Grains.Upns;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// What two merged accounts are to have when they are parted. Pure: the schools' rosters, as they will be, say who is where; what a school changed since the
/// merger stays, and is listed.
/// </summary>
internal sealed class Parting(UserDetails kept, UserDetails retired, string merger, string runKey, DateTimeOffset at)
{
    private readonly Dictionary<string, IReadOnlyList<RosterEntry>> _after = [];
    private readonly List<string> _left = [];
    private readonly List<string> _stays = [];

    /// <summary>Takes in one school's roster as it is.</summary>
    public void Observe(string urn, IEnumerable<RosterEntry> roster)
    {
        var before = roster.ToList();
        var after = MergerRules.Split(before, retired.Username, kept.Username, merger, runKey, at);
        _after.Add(urn, after);
        _stays.AddRange(before
            .Where(entry => MergerRules.IsMarked(entry, retired.Username, merger) && MergerRules.Stays(entry))
            .Select(entry => $"{urn} {entry.Kind} {entry.MisId}: {entry.Status}"));
        if (Has(before, kept) && !Has(after, kept))
        {
            _left.Add(urn);
        }
    }

    public RosterEntry After(string urn, RosterEntry before) =>
        _after[urn].FirstOrDefault(entry => (entry.Kind, entry.MisId) == (before.Kind, before.MisId)) ?? before;

    public MergerPlan Plan(ImmutableArray<string> schools)
    {
        var keptIdentity = Identity(kept);
        var upn = NationalUpnCheck.PermanentUpn(retired.Identity);
        return new MergerPlan
        {
            Kept = kept.Username,
            Retired = retired.Username,
            Schools = schools,
            Memberships = [.. retired.Memberships.Select(Today)],
            Left = [.. _left],
            KeptIdentity = keptIdentity,
            RetiredIdentity = Identity(retired),
            Upns = upn is null || upn == NationalUpnCheck.PermanentUpn(keptIdentity ?? kept.Identity) ? [] : [upn],
            MergedBy = merger,
            Stays = [.. _stays],
        };
    }

    /// <summary>A school that had the person when the accounts were merged has them again, unless they left it since.</summary>
    private Membership Today(Membership then) => then.Until is not null ? then
        : Holders(retired).FirstOrDefault(one => one.Urn == then.Urn) is { Entry: { } entry } ? then with { MisId = entry.MisId }
        : then with { Until = at };

    /// <summary>What the schools call the person now.</summary>
    private PersonIdentity? Identity(UserDetails account) => Holders(account).FirstOrDefault().Entry?.Identity;

    private IEnumerable<(string Urn, RosterEntry Entry)> Holders(UserDetails account) =>
        from school in _after.OrderBy(school => school.Key, StringComparer.Ordinal)
        from entry in school.Value
        where entry.Username == account.Username && entry.Status is RosterStatus.Allocated
        select (school.Key, entry);

    private static bool Has(IEnumerable<RosterEntry> entries, UserDetails account) =>
        entries.Any(entry => entry.Username == account.Username && entry.Status is RosterStatus.Allocated);
}
