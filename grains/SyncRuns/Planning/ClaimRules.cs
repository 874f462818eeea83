using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// What it means that a school's export has a pupil whose account another school has. A new claim is a move, unless the MIS says that it is a dual registration or
/// that the pupil starts later. A claim that has stood for a while changes nothing: two exports that both have a pupil, night after night, never make the account
/// go to and fro.
/// </summary>
internal static class ClaimRules
{
    internal enum Verdict
    {
        /// <summary>The account comes here, and the school that had it leaves.</summary>
        Take,

        /// <summary>Both schools have the pupil.</summary>
        Join,

        /// <summary>The account stays where it is.</summary>
        Stay,
    }

    /// <param name="From">Take: the school that had the account.</param>
    /// <param name="Reason">Null when the matching rule is the reason.</param>
    internal sealed record Claim(Verdict Verdict, string? From, string? Reason);

    /// <param name="row">The person as this school's export has them.</param>
    /// <param name="memberships">The account's.</param>
    /// <param name="isBack">The claim is a new one: the person is new here, starts today, or was away for longer than the grace.</param>
    /// <param name="paused">A rollover is under way: nobody moves before the cut-over.</param>
    public static Claim Decide(RosterEntry row, ImmutableArray<Membership> memberships, string urn, bool isBack, bool paused)
    {
        var elsewhere = memberships.Where(one => one.Until is null && one.Urn != urn).ToList();
        if (elsewhere.Count == 0)
        {
            var last = memberships.Where(one => one.Until is not null).MaxBy(one => one.Until)?.Urn;
            return new Claim(Verdict.Take, last == urn ? null : last, isBack ? null : PlanReasons.LeftTheOther);
        }

        if (IsSecond(row.Enrolment) || elsewhere.TrueForAll(one => IsSecond(one.Enrolment)))
        {
            return new Claim(Verdict.Join, null, PlanReasons.DualRegistration);
        }

        var main = elsewhere.Find(one => !IsSecond(one.Enrolment))!.Urn;
        if (row.IsFuture)
        {
            return new Claim(Verdict.Stay, main, PlanReasons.StartsLater);
        }

        if (paused && isBack)
        {
            return new Claim(Verdict.Stay, main, PlanReasons.WaitsForRollover);
        }

        return isBack ? new Claim(Verdict.Take, main, null) : new Claim(Verdict.Stay, main, PlanReasons.AlsoClaimed);
    }

    /// <summary>The school is not the pupil's main one: it joins, and what the pupil is called the main one says.</summary>
    public static bool IsSecond(Enrolment? enrolment) => enrolment is Enrolment.Subsidiary or Enrolment.Guest;
}
