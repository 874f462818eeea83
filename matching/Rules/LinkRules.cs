using Uso.Matching.Compare;

namespace Uso.Matching.Rules;

/// <summary>Which agreements are enough for a link when nothing vetoes (rule 3).</summary>
internal static class LinkRules
{
    /// <summary>The code of the rule that would link, or null.</summary>
    internal static string? For(MatchKind kind, in Comparison c)
    {
        if (kind == MatchKind.Staff)
        {
            return !c.NamesSame || !c.SameSchool ? null
                : c.Date == DateLevel.Same ? MatchRules.IdentityAndSchool
                : c.Date == DateLevel.MissingOnBoth ? MatchRules.StaffNamesAndSchool
                : null;
        }

        if (c.Upn == UpnRelation.Same && UpnHolds(c))
        {
            return MatchRules.UpnAndIdentity;
        }

        return c.Date == DateLevel.Same && c.NamesSame && c.SameSchool ? MatchRules.IdentityAndSchool : null;
    }

    private static bool UpnHolds(in Comparison c)
    {
        if (c.Date == DateLevel.Same)
        {
            return c.First.Agrees || c.Swapped || (c.First.IsOnlyNear && c.Last.IsNear);
        }

        // A date that is near, missing or a 1 January needs the surname's support.
        bool excused = c.Date != DateLevel.Different || c.FirstOfJanuary;
        return excused && c.First.Agrees && c.Last.IsNear;
    }
}
