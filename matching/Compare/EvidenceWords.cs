using System.Globalization;
using System.Text;
using Uso.Matching.Normalise;

namespace Uso.Matching.Compare;

/// <summary>
/// A comparison as a sentence for somebody who keeps a school's data: "date of birth same; first name Muhammad / Mohammed: same name; surname
/// differs (Khan / Ali); UPNs conflict; school same". The record's value comes first, the account's second.
/// </summary>
internal static class EvidenceWords
{
    internal static string Of(in Identity record, in Identity account, in Comparison c)
    {
        var text = new StringBuilder(160);
        Date(text, record.DateOfBirth, account.DateOfBirth, c.Date);
        text.Append("; ");
        if (c.Swapped)
        {
            text.Append(CultureInfo.InvariantCulture, $"first name and surname exchanged ({Whole(record)} / {Whole(account)})");
        }
        else
        {
            Name(text, "first name", record.First, record.Others?.First, account.First, account.Others?.First, first: true);
            text.Append("; ");
            Name(text, "surname", record.Last, record.Others?.Last, account.Last, account.Others?.Last, first: false);
        }

        if (record.Kind == MatchKind.Pupil)
        {
            text.Append("; ").Append(Upns(record, account, c.Upn));
        }

        return text.Append(c.SameSchool ? "; school same" : "; school differs").ToString();
    }

    private static string Whole(in Identity person) => $"{person.First.Raw} {person.Last.Raw}".Trim();

    private static void Date(StringBuilder text, int record, int account, DateLevel level)
    {
        string? how = level switch
        {
            DateLevel.Same => "same",
            DateLevel.MissingOnBoth => "not known on either side",
            DateLevel.Missing => "known on one side only",
            _ => null,
        };
        if (how is not null)
        {
            text.Append("date of birth ").Append(how);
            if (level == DateLevel.Same && DateComparison.IsFirstOfJanuary(record))
            {
                text.Append(" (1 January: often means not known)");
            }

            return;
        }

        text.Append(level == DateLevel.Different ? "date of birth differs (" : "date of birth near (")
            .Append(Day(record)).Append(" / ").Append(Day(account)).Append(')').Append(level switch
            {
                DateLevel.Near => ": one slip apart",
                DateLevel.Partial => ": two of day, month and year agree",
                _ => string.Empty,
            });
    }

    private static string Day(int day) => DateOnly.FromDayNumber(day).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static void Name(StringBuilder text, string field, NameForm a, NameForm? otherA, NameForm b, NameForm? otherB, bool first)
    {
        (NameForm one, NameForm other, NameLevel level) = Best(a, otherA, b, otherB, first);
        text.Append(field);
        if (level == NameLevel.Missing)
        {
            text.Append(one.IsEmpty && other.IsEmpty ? " not known on either side" : " known on one side only");
            return;
        }

        if (level == NameLevel.Different)
        {
            text.Append(CultureInfo.InvariantCulture, $" differs ({one.Raw} / {other.Raw})");
            return;
        }

        if (level == NameLevel.Same)
        {
            text.Append(" same");
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $" {one.Raw} / {other.Raw}: ").Append(level switch
            {
                // As many words on both sides: only one that brothers share is spelt otherwise.
                NameLevel.Part => one.Tokens.Length == other.Tokens.Length ? "same name" : "one is part of the other",
                NameLevel.Spelling => "same name",
                NameLevel.Slip => "one slip apart",
                NameLevel.Alike => "alike",
                NameLevel.Nickname => "short form",
                NameLevel.Word => "share a word",
                _ => "initial",
            });
        }

        // Which of several names agreed is what a reader would look for in vain.
        if (!ReferenceEquals(one, a) || !ReferenceEquals(other, b))
        {
            text.Append(" (as also known)");
        }
    }

    private static (NameForm One, NameForm Other, NameLevel Level) Best(NameForm a, NameForm? otherA, NameForm b, NameForm? otherB, bool first)
    {
        var best = (One: a, Other: b, Level: Level(a, b, first));
        foreach ((NameForm? one, NameForm? other) in (ReadOnlySpan<(NameForm?, NameForm?)>)[(otherA, b), (a, otherB), (otherA, otherB)])
        {
            if (one is not null && other is not null && Level(one, other, first) is var level && level > best.Level)
            {
                best = (one, other, level);
            }
        }

        return best;
    }

    private static NameLevel Level(NameForm a, NameForm b, bool first) => first ? NameComparison.First(a, b) : NameComparison.Last(a, b);

    private static string Upns(in Identity record, in Identity account, UpnRelation relation) => relation switch
    {
        UpnRelation.Same => "UPN same",
        UpnRelation.SameWeak => record.UpnStatus == UpnStatus.Temporary ? "temporary UPN same" : "UPN same, but not a valid one",
        UpnRelation.Conflict => "UPNs conflict",
        _ => (record.Upn == 0, account.Upn == 0) switch
        {
            (true, true) => "no UPN on either side",
            (false, false) => "UPNs differ, but not both are permanent and valid",
            _ => "UPN on one side only",
        },
    };
}
