using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

/// <summary>The school's queue of match cases.</summary>
internal sealed partial class RosterGrain
{
    public async Task<CasePage> GetCasesAsync(CaseQuery query)
    {
        if (!query.Decided && state.State.OpenCases == 0)
        {
            return new CasePage { Cases = [], Total = 0 };
        }

        var pages = await PagesAsync();
        var (cases, total, more) = CaseQueue.Page(pages.All(), query, Math.Clamp(query.Take, 0, LargestTake));
        return new CasePage
        {
            Cases = WithHolders(pages, cases),
            Total = total,
            Next = more && cases.Count > 0 ? CasePosition.Of(cases[^1], query.Decided).ToString() : null,
        };
    }

    /// <summary>Looks once through the roster for everybody who has one of the candidates' accounts.</summary>
    private static ImmutableArray<MatchCase> WithHolders(RosterPages pages, List<RosterEntry> cases)
    {
        var wanted = cases.SelectMany(entry => entry.Candidates).Select(candidate => candidate.Username).ToHashSet();
        var holders = pages.All().Where(entry => entry.Username is not null && wanted.Contains(entry.Username)).ToLookup(entry => entry.Username!);
        return [.. cases.Select(entry => new MatchCase { Entry = entry, Holders = [.. entry.Candidates.SelectMany(candidate => holders[candidate.Username])] })];
    }
}
