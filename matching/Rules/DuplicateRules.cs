using Uso.Matching.Compare;

namespace Uso.Matching.Rules;

/// <summary>Which two accounts are likely one person's. A human decides: the rules choose what is worth a look, twins and namesakes left out.</summary>
internal static class DuplicateRules
{
    /// <summary>Strongest first: the order in which pairs are shown.</summary>
    internal static readonly string[] All =
        [MatchRules.SameUpn, MatchRules.SameIdentity, MatchRules.NearNames, MatchRules.NearBirthday, MatchRules.StaffNames, MatchRules.TwoUpns];

    /// <summary>The code of the rule that holds the two to be one, or null.</summary>
    internal static string? For(MatchKind kind, in Comparison c)
    {
        if (c.Upn == UpnRelation.Same)
        {
            return MatchRules.SameUpn;
        }

        if (c.Upn == UpnRelation.Conflict)
        {
            // A child may be given a second UPN by mistake; with anything less in common they are two children.
            return c.NamesSame && c.Date == DateLevel.Same && !c.FirstOfJanuary ? MatchRules.TwoUpns : null;
        }

        return c.Date switch
        {
            DateLevel.Same when c.NamesAgree || c.Swapped => MatchRules.SameIdentity,
            DateLevel.Same when IsSpelling(c) => MatchRules.NearNames,
            DateLevel.Near when c.NamesSame || (c.NamesAgree && c.SameSchool) => MatchRules.NearBirthday,
            DateLevel.Missing or DateLevel.MissingOnBoth when kind == MatchKind.Staff && c.NamesSame && c.SameSchool => MatchRules.StaffNames,
            DateLevel.Missing or DateLevel.MissingOnBoth when kind == MatchKind.Pupil && c.NamesSame && c.SameSchool => MatchRules.NearBirthday,
            _ => null,
        };
    }

    // One name whole, the other a spelling, a slip or a nickname. Two names that are merely alike are a twin's more often than not.
    private static bool IsSpelling(in Comparison c) =>
        (c.First.Agrees && c.Last >= NameLevel.Slip) || (c.Last.Agrees && (c.First >= NameLevel.Slip || c.First == NameLevel.Nickname));
}
