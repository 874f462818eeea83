using System.Collections.Frozen;
using Uso.Matching.Compare;

namespace Uso.Matching.Rules;

/// <summary>What forbids a link without a human (rule 5).</summary>
internal static class Vetoes
{
    /// <summary>The code of every rule that forbids something.</summary>
    internal static readonly IReadOnlyList<string> Codes =
    [
        MatchRules.UpnConflict, MatchRules.UpnNameDisagrees, MatchRules.UpnDateDisagrees, MatchRules.JanuaryFirst, MatchRules.SameBirthdayOtherName,
        MatchRules.Twin, MatchRules.FirstNameOnlyAlike, MatchRules.SharedFirstName, MatchRules.Rival, MatchRules.BatchConflict,
        MatchRules.BatchDuplicate, MatchRules.Crowded,
    ];

    /// <summary>All are on, always; only a test that asks what each is good for takes one away.</summary>
    internal static readonly IReadOnlySet<string> NoneOff = FrozenSet<string>.Empty;

    /// <summary>The vetoes on one candidate, the weightiest first.</summary>
    /// <param name="rule">The rule that would link, or null.</param>
    /// <param name="twin">Another person has the same surname and birthday and could be meant.</param>
    /// <param name="alone">The batch is the whole export of the account's school, nobody in it is the account's owner, and no twin is about:
    /// a name that differs is then the child's own other name, if UPN and date of birth are the same.</param>
    /// <param name="off">Codes of vetoes that do not count; <see cref="NoneOff"/> when null.</param>
    internal static List<string> Of(in Comparison c, string? rule, bool twin, bool alone = false, IReadOnlySet<string>? off = null)
    {
        var vetoes = new List<string>();
        if (c.Upn == UpnRelation.Conflict)
        {
            Add(MatchRules.UpnConflict);
        }

        bool renamed = alone && c.Upn == UpnRelation.Same && c.Date switch
        {
            DateLevel.Same => true,
            DateLevel.Near => c.First.Agrees,
            DateLevel.Missing or DateLevel.MissingOnBoth => c.First >= NameLevel.Slip || c.Last.Agrees,
            _ => false,
        };
        if (c.Upn == UpnRelation.Same && rule != MatchRules.UpnAndIdentity && !renamed)
        {
            if (!NameHolds(c))
            {
                Add(MatchRules.UpnNameDisagrees);
            }
            else if (c.Date is DateLevel.Different or DateLevel.Partial && c.First.IsOnlyNear && c.First != NameLevel.Slip)
            {
                Add(MatchRules.UpnDateDisagrees);
            }
        }

        if (c.FirstOfJanuary && !(c.Upn == UpnRelation.Same && NamesAreOne(c)))
        {
            Add(MatchRules.JanuaryFirst);
        }

        if (c.Date == DateLevel.Same && c.Last.Agrees && c.First == NameLevel.Different && !c.Swapped && !renamed)
        {
            Add(MatchRules.SameBirthdayOtherName);
        }

        if (twin)
        {
            Add(MatchRules.Twin);
        }

        if (rule == MatchRules.WeightOfEvidence && !c.Swapped && c.Upn is not (UpnRelation.Same or UpnRelation.SameWeak) && c.First.IsOnlyNear && c.First != NameLevel.Slip)
        {
            Add(MatchRules.FirstNameOnlyAlike);
        }

        if (rule == MatchRules.WeightOfEvidence && c.Upn != UpnRelation.Same && c.OnlyShared)
        {
            Add(MatchRules.SharedFirstName);
        }

        return vetoes;

        void Add(string code)
        {
            if (off is null || !off.Contains(code))
            {
                vetoes.Add(code);
            }
        }
    }

    // A name that one side lacks does not disagree.
    private static bool NameHolds(in Comparison c) => c.NamesNear
        || (c.First == NameLevel.Missing && c.Last >= NameLevel.Slip) || (c.Last == NameLevel.Missing && c.First >= NameLevel.Slip);

    // Both, exchanged or with a slip of the pen; a short form is not enough.
    private static bool NamesAreOne(in Comparison c) => c.Swapped || (c.First >= NameLevel.Slip && c.Last >= NameLevel.Slip);

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
