using Uso.Matching.Normalise;

namespace Uso.Matching.Compare;

/// <summary>Two people compared, field by field.</summary>
/// <param name="Swapped">First and last name agree crosswise.</param>
/// <param name="OnlyShared">The first names have no more in common than brothers may: Muhammad and Muhammad Yusuf.</param>
/// <param name="FirstOfJanuary">Either date of birth is a 1 January.</param>
internal readonly record struct Comparison(
    NameLevel First, NameLevel Last, bool Swapped, bool OnlyShared, DateLevel Date, bool FirstOfJanuary, UpnRelation Upn, bool SameSchool)
{
    /// <summary>Both names are whole or part of the other's.</summary>
    internal bool NamesAgree => First.Agrees && Last.Agrees;

    /// <summary>Both names are at least near, or agree crosswise.</summary>
    internal bool NamesNear => Swapped || (First.IsNear && Last.IsNear);

    internal bool NamesSame => First == NameLevel.Same && Last == NameLevel.Same;

    internal static Comparison Of(in Identity a, in Identity b)
    {
        NameLevel first = NameComparison.First(a.First, b.First);
        NameLevel last = NameComparison.Last(a.Last, b.Last);
        if (a.Others is not null || b.Others is not null)
        {
            first = Best(first, a.First, a.Others?.First, b.First, b.Others?.First, isFirst: true);
            last = Best(last, a.Last, a.Others?.Last, b.Last, b.Others?.Last, isFirst: false);
        }

        bool swapped = (!first.IsNear || !last.IsNear)
            && (Crosswise(NameComparison.Last(a.First, b.Last), NameComparison.Last(a.Last, b.First)) || OneNameCrosswise(a, b));
        return new Comparison(
            first,
            last,
            swapped,
            first == NameLevel.Part && (IsAllShared(a) || IsAllShared(b)),
            DateComparison.Compare(a.DateOfBirth, b.DateOfBirth),
            DateComparison.IsFirstOfJanuary(a.DateOfBirth) || DateComparison.IsFirstOfJanuary(b.DateOfBirth),
            Upns(a, b),
            a.School == b.School);
    }

    internal MatchEvidence ToEvidence() => new(
        Swapped ? FieldAgreement.Near : Agreement(First),
        Swapped ? FieldAgreement.Near : Agreement(Last),
        Date switch
        {
            DateLevel.Missing or DateLevel.MissingOnBoth => FieldAgreement.Missing,
            DateLevel.Same => FieldAgreement.Same,
            DateLevel.Near or DateLevel.Partial => FieldAgreement.Near,
            _ => FieldAgreement.Different,
        },
        Upn switch
        {
            UpnRelation.Same => FieldAgreement.Same,
            UpnRelation.SameWeak => FieldAgreement.Near,
            UpnRelation.Conflict => FieldAgreement.Different,
            _ => FieldAgreement.Missing,
        },
        SameSchool ? FieldAgreement.Same : FieldAgreement.Different);

    private static bool IsAllShared(in Identity person) => person.First.IsAllShared || person.Others?.First?.IsAllShared == true;

    // Somebody of one name, which stands in the first field here and in the last one there.
    private static bool OneNameCrosswise(in Identity a, in Identity b) => a.First.IsEmpty != a.Last.IsEmpty && b.First.IsEmpty != b.Last.IsEmpty
        && a.First.IsEmpty != b.First.IsEmpty && (a.First.IsEmpty ? NameComparison.Last(a.Last, b.First) : NameComparison.Last(a.First, b.Last)).Agrees;

    // One of the two may have a slip.
    private static bool Crosswise(NameLevel one, NameLevel other) => one.IsNear && other.IsNear && (one.Agrees || other.Agrees);

    private static FieldAgreement Agreement(NameLevel level) => level switch
    {
        NameLevel.Missing => FieldAgreement.Missing,
        NameLevel.Same => FieldAgreement.Same,
        NameLevel.Different => FieldAgreement.Different,
        _ => FieldAgreement.Near,
    };

    private static UpnRelation Upns(in Identity a, in Identity b)
    {
        if (a.Upn == 0 || b.Upn == 0)
        {
            return UpnRelation.Unknown;
        }

        bool permanent = a.UpnStatus == UpnStatus.Permanent && b.UpnStatus == UpnStatus.Permanent;
        return a.Upn == b.Upn ? (permanent ? UpnRelation.Same : UpnRelation.SameWeak)
            : permanent ? UpnRelation.Conflict : UpnRelation.Unknown;
    }

    // A preferred name may agree with a legal one, either way round.
    private static NameLevel Best(NameLevel level, NameForm a, NameForm? otherA, NameForm b, NameForm? otherB, bool isFirst)
    {
        if (otherA is not null)
        {
            level = Max(level, Compare(otherA, b, isFirst));
        }

        if (otherB is not null)
        {
            level = Max(level, Compare(a, otherB, isFirst));
        }

        return otherA is null || otherB is null ? level : Max(level, Compare(otherA, otherB, isFirst));
    }

    private static NameLevel Compare(NameForm a, NameForm b, bool isFirst) => isFirst ? NameComparison.First(a, b) : NameComparison.Last(a, b);

    private static NameLevel Max(NameLevel a, NameLevel b) => a > b ? a : b;
}
