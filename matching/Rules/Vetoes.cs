using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Rules;

/// <summary>What forbids a link to one candidate without a human (rule 5).</summary>
internal static class Vetoes
{
    // The sound of "Muhammad" in its spellings, and others that lead a compound first name which brothers share.
    private static readonly HashSet<ulong> Shared = [.. "muhammad mohammed mohd md abdul abd abu syed sayed nur noor bibi".Split(' ').Select(name => PhoneticKey.Of(name))];

    /// <summary>The vetoes on one candidate, the weightiest first.</summary>
    /// <param name="rule">The rule that would link, or null.</param>
    /// <param name="twin">Another person has the same surname and birthday and could be meant.</param>
    internal static List<string> Of(in Comparison c, string? rule, bool twin, NameForm first)
    {
        var vetoes = new List<string>();
        if (c.Upn == UpnRelation.Conflict)
        {
            vetoes.Add(MatchRules.UpnConflict);
        }

        if (c.Upn == UpnRelation.Same && rule != MatchRules.UpnAndIdentity)
        {
            vetoes.Add(c.NamesNear ? MatchRules.UpnDateDisagrees : MatchRules.UpnNameDisagrees);
        }

        if (c.FirstOfJanuary && !(c.Upn == UpnRelation.Same && c.NamesAgree))
        {
            vetoes.Add(MatchRules.JanuaryFirst);
        }

        if (c.Date == DateLevel.Same && c.Last.Agrees && c.First == NameLevel.Different && !c.Swapped)
        {
            vetoes.Add(MatchRules.SameBirthdayOtherName);
        }

        if (twin)
        {
            vetoes.Add(MatchRules.Twin);
        }

        if (rule == MatchRules.PartNameAndSchool && c.First == NameLevel.Part && Shared.Contains(first.Sounds[0]))
        {
            vetoes.Add(MatchRules.SharedFirstName);
        }

        return vetoes;
    }

    /// <summary>Whether another candidate fits at least as well as the one that would be linked.</summary>
    internal static bool IsRival(MatchKind kind, in Comparison linked, in Comparison other)
    {
        if (other.Upn == UpnRelation.Conflict)
        {
            return false;
        }

        if (kind == MatchKind.Staff)
        {
            // Without a date of birth a name is all there is: anybody of that name is a rival.
            return other.NamesAgree && (linked.Date != DateLevel.Same || other.Date is not (DateLevel.Different or DateLevel.Partial));
        }

        return other.Upn == UpnRelation.Same
            || (other.NamesNear && other.First.IsAtLeast(linked.First) && other.Last.IsAtLeast(linked.Last) && other.Date >= linked.Date);
    }
}
