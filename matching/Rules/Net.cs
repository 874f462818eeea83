using Uso.Matching.Compare;

namespace Uso.Matching.Rules;

/// <summary>The wide net: whoever is in it must be looked at before an account is made (rule 6).</summary>
internal static class Net
{
    internal static bool Holds(in Comparison c)
    {
        if (c.Upn == UpnRelation.Same)
        {
            return true;
        }

        if (c.Upn == UpnRelation.SameWeak && (c.First.IsNear || c.Last.IsNear || c.Date >= DateLevel.Near))
        {
            return true;
        }

        bool conflict = c.Upn == UpnRelation.Conflict;
        return c.Date switch
        {
            DateLevel.Same => c.NamesNear || (!c.FirstOfJanuary && OneNameAndDate(c, conflict)),
            DateLevel.Near => c.NamesNear && (!conflict || (c.NamesAgree && c.SameSchool)),
            DateLevel.Missing or DateLevel.MissingOnBoth => NoDate(c, conflict),
            _ => !conflict && ((c.FirstOfJanuary && c.NamesNear) || (c.Date == DateLevel.Partial && c.NamesAgree && c.SameSchool)),
        };
    }

    // A surname and a birthday: a twin, or the same child under another first name. A first name and a birthday: the same child under another
    // surname. With two different UPNs and nothing else they are two children.
    private static bool OneNameAndDate(in Comparison c, bool conflict)
    {
        if (c.Last.Agrees)
        {
            return !conflict || c.SameSchool;
        }

        if (c.First.Agrees)
        {
            return !conflict;
        }

        return !conflict && c.SameSchool && (c.First.IsOnlyNear || c.Last.IsOnlyNear);
    }

    private static bool NoDate(in Comparison c, bool conflict)
    {
        if (c.NamesAgree || c.Swapped)
        {
            return !conflict || c.SameSchool;
        }

        return !conflict && c.SameSchool && c.NamesNear;
    }
}
