using System.Collections.Immutable;

namespace Uso.Grains.Users;

/// <summary>Which schools have a person, before and after a change. Applying a change twice is the same as once.</summary>
internal static class MembershipRules
{
    /// <param name="endedKept">How many ended memberships are remembered.</param>
    public static ImmutableArray<Membership> After(ImmutableArray<Membership> before, UserChange change, int endedKept)
    {
        var after = before;
        switch (change.Action)
        {
            case UserAction.Leave:
                after = End(after, change.Link.Urn, change.At);
                break;
            case UserAction.Link or UserAction.Restore:
                after = Join(after, change);
                break;
            case UserAction.Update:
                after = [.. after.Select(one => one.Urn == change.Link.Urn && one.Until is null ? one with { Enrolment = change.Enrolment } : one)];
                break;
            case UserAction.Move:
                after = Join(change.FromUrn is null ? after : End(after, change.FromUrn, change.At), change);
                break;
            case UserAction.Merge:
                after = [.. after, .. change.Memberships.Where(theirs => !after.Any(ours => ours.Urn == theirs.Urn && ours.Until is null))];
                break;
            case UserAction.Split:
                // What came with the other account goes with it; what has become the account's own since ends.
                after = change.Left.Aggregate(after, (memberships, urn) => End(
                    memberships.RemoveAll(ours => ours.Urn == urn && change.Memberships.Any(theirs => theirs.Urn == urn && theirs.Since == ours.Since)), urn, change.At));
                break;
            case UserAction.Return:
                after = change.Memberships;
                break;
        }

        var ended = after.Count(one => one.Until is not null);
        return ended <= endedKept
            ? after
            : [.. after.Where(one => one.Until is null), .. after.Where(one => one.Until is not null).OrderByDescending(one => one.Until).Take(endedKept)];
    }

    private static ImmutableArray<Membership> Join(ImmutableArray<Membership> before, UserChange change)
    {
        var current = before.FirstOrDefault(one => one.Urn == change.Link.Urn && one.Until is null);
        if (current is not null)
        {
            // The school has the person already; its MIS knows them by another id now.
            return before.Replace(current, current with { MisId = change.Link.MisId, Enrolment = change.Enrolment });
        }

        return before.Add(new Membership { Urn = change.Link.Urn, MisId = change.Link.MisId, Since = change.At, Enrolment = change.Enrolment });
    }

    private static ImmutableArray<Membership> End(ImmutableArray<Membership> before, string urn, DateTimeOffset at) =>
        [.. before.Select(one => one.Urn == urn && one.Until is null ? one with { Until = at } : one)];
}
