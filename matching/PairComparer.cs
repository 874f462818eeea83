using Uso.Matching.Compare;
using Uso.Matching.Normalise;
using Uso.Matching.Rules;
using Uso.Matching.Score;

namespace Uso.Matching;

/// <summary>Two given people compared, outside any index: what a human would want to know of the pair.</summary>
/// <param name="Evidence">Field by field.</param>
/// <param name="Words">The same as a sentence; the record's value first, the account's second.</param>
/// <param name="Vetoes">Stable codes of the rules that would forbid a link without a human. Only those that the pair itself shows: twins,
/// rivals and namesakes are other people.</param>
/// <param name="Score">The weight of evidence in bits, with names, birthday and school as common as typical: 0 is even odds, 10 a thousand to one.
/// Comparable within one rules version only.</param>
/// <param name="Rule">The rule that would link the two if nothing vetoes and nobody else fits, or null.</param>
public sealed record PairComparison(MatchEvidence Evidence, string Words, IReadOnlyList<string> Vetoes, double Score, string? Rule);

/// <summary>Compares two people; pure and symmetric but for the order of values in <see cref="PairComparison.Words"/>.</summary>
public static class PairComparer
{
    /// <summary>A MIS record with an account.</summary>
    public static PairComparison Compare(MatchRecord record, MatchAccount account)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(account);
        return Compare(
            Person(record.Kind, record.FirstName, record.LastName, record.OtherFirstName, record.OtherLastName, record.DateOfBirth, record.Upn, school: 0),
            Person(account, account.School == record.School));
    }

    /// <summary>Two accounts: are they one person's?</summary>
    public static PairComparison Compare(MatchAccount one, MatchAccount other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return Compare(Person(one, sameSchool: true), Person(other, one.School == other.School));
    }

    /// <summary>The levels alone.</summary>
    internal static Comparison Levels(MatchRecord record, MatchAccount account) => Comparison.Of(
        Person(record.Kind, record.FirstName, record.LastName, record.OtherFirstName, record.OtherLastName, record.DateOfBirth, record.Upn, school: 0),
        Person(account, account.School == record.School));

    private static PairComparison Compare(in Identity one, in Identity other)
    {
        var c = Comparison.Of(one, other);
        string? rule = one.Kind == other.Kind ? LinkRules.For(one.Kind, c) : null;
        return new PairComparison(
            c.ToEvidence(), EvidenceWords.Of(one, other, c), Vetoes.Of(c, rule, twin: false), Scorer.Current.Bits(c), rule);
    }

    private static Identity Person(MatchAccount account, bool sameSchool) => Person(
        account.Kind, account.FirstName, account.LastName, account.OtherFirstName, account.OtherLastName, account.DateOfBirth, account.Upn, sameSchool ? 0 : 1);

    private static Identity Person(
        MatchKind kind, string first, string last, string? otherFirst, string? otherLast, DateOnly? born, string? upnText, int school)
    {
        (ulong upn, UpnStatus status) = Identity.Encode(kind, upnText);
        return new Identity(
            NameForm.Of(first), NameForm.Of(last), OtherNames.Of(NameForm.Of(otherFirst), NameForm.Of(otherLast)), upn, born?.DayNumber ?? -1, school, status, kind);
    }
}
