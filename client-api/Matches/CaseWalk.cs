using System.Collections.Immutable;

namespace Uso.ClientApi.Matches;

/// <summary>
/// Cases of many schools, one school after the other. No page asks more than some schools, however few of them have cases: who asks goes on from its cursor,
/// <c>{la}.{urn}</c> or <c>{la}.{urn}~{position}</c>.
/// </summary>
internal static class CaseWalk
{
    private const int MostSchools = 250;
    private const char Within = '~';

    /// <summary>Where a walk goes on.</summary>
    internal sealed record Place(string La, string Urn, string? After);

    /// <summary>True with null for the beginning.</summary>
    public static bool TryRead(string? cursor, out Place? place)
    {
        place = null;
        if (cursor is null)
        {
            return true;
        }

        var parts = cursor.Split(Within);
        if (parts.Length > 2
            || parts[0].Split('.') is not [var la, var urn]
            || !LaCode.TryParse(la, out _)
            || !Urn.TryParse(urn, out _)
            || (parts.Length == 2 && !CasePosition.TryParse(parts[1], out _)))
        {
            return false;
        }

        place = new Place(la, urn, parts.ElementAtOrDefault(1));
        return true;
    }

    public static ProblemHttpResult Invalid() => Answer.Invalid("cursor", "the next of a page before");

    /// <param name="las">Ascending.</param>
    public static async Task<CaseList> ReadAsync(IGrainFactory grains, ImmutableArray<string> las, CaseQuery query, Place? from)
    {
        var items = ImmutableArray.CreateBuilder<CaseView>();
        var asked = 0;
        foreach (var la in las.Where(la => from is null || string.CompareOrdinal(la, from.La) >= 0))
        {
            foreach (var urn in (await grains.LocalAuthority(LaCode.Parse(la)).GetAsync()).Schools)
            {
                var here = la == from?.La ? string.CompareOrdinal(urn, from.Urn) : 1;
                if (here < 0)
                {
                    continue;
                }

                if (items.Count == query.Take || asked++ == MostSchools)
                {
                    return new CaseList { Items = items.ToImmutable(), Next = $"{la}.{urn}" };
                }

                var school = Urn.Parse(urn);
                var page = await grains.Roster(school).GetCasesAsync(query with { Take = query.Take - items.Count, After = here == 0 ? from!.After : null });
                items.AddRange(page.Cases.Select(one => CaseView.Of(school, one)));
                if (page.Next is { } next)
                {
                    return new CaseList { Items = items.ToImmutable(), Next = $"{la}.{urn}{Within}{next}" };
                }
            }
        }

        return new CaseList { Items = items.ToImmutable() };
    }
}
