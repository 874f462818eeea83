using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Uso.GrainInterfaces;
using Uso.Grains.SyncRuns;
using Uso.Grains.Users;
using Uso.Matching;

namespace Uso.Grains.Tests;

/// <summary>Properties of the pure rules.</summary>
public sealed class RuleTests
{
    private static readonly string[] Schools = ["999001", "999002", "999003"];

    [Fact]
    public void UpnShard_IsTheUpnsOwnPlaceAndYear_AndHoldsAThousandAtMost() => Prop.ForAll<PositiveInt, PositiveInt>((place, rest) =>
    {
        var la = (place.Get % 1000).ToString("000", CultureInfo.InvariantCulture);
        var school = (rest.Get % 10000).ToString("0000", CultureInfo.InvariantCulture);
        var key = UpnShardKey.Of(Region.UpnOf(la, 1, school, "07"));
        Assert.Equal($"{la}{school}/07", key.Value);
        Assert.Equal(key, UpnShardKey.Of(Region.UpnOf(la, 999, school, "07")));
        Assert.NotEqual(key, UpnShardKey.Of(Region.UpnOf(la, 1, school, "08")));
        Assert.True(Upn.Parse(Region.UpnOf(la, 1, school, "07")).IsPermanent);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Membership_TheSameChangeTwice_IsOnce() => Prop.ForAll(Histories, changes =>
    {
        var memberships = ImmutableArray<Membership>.Empty;
        foreach (var change in changes)
        {
            memberships = MembershipRules.After(memberships, change, 20);
            Assert.Equal(memberships, MembershipRules.After(memberships, change, 20));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Membership_NoSchoolHasAPersonTwice_AndEndedOnesAreBounded() => Prop.ForAll(Histories, changes =>
    {
        var memberships = changes.Aggregate(ImmutableArray<Membership>.Empty, (before, change) => MembershipRules.After(before, change, 3));
        var current = memberships.Where(one => one.Until is null).Select(one => one.Urn).ToList();
        Assert.Equal(current.Count, current.Distinct().Count());
        Assert.True(memberships.Count(one => one.Until is not null) <= 3);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Gate_HoldsAllOrNothingOfAnAction_AndOnlyAboveItsLimit() => Prop.ForAll<NonNegativeInt, NonNegativeInt, bool>((people, removals, lifted) =>
    {
        var population = people.Get % 300;
        var count = removals.Get % 100;
        var plan = Enumerable.Range(1, count).Select(i => Item(i, i % 2 == 0 ? PlanAction.Unallocate : PlanAction.MarkMissing)).Append(Item(1000, PlanAction.Link)).ToImmutableArray();

        var (after, holds) = Gate.Check(plan, kind => kind is AccountKind.Pupil ? population : 5, GateLimits.DefaultsOf(SchoolPhase.Primary), lifted);

        var expected = !lifted && population > 0 && count > Math.Max(5, Math.Min(60, (int)Math.Ceiling(population * 0.1)));
        Assert.Equal(expected ? count : 0, after.Count(item => item.Held));
        Assert.Equal(expected ? 1 : 0, holds.Length);
        Assert.Equal(plan.Length, after.Length);
        Assert.False(after[^1].Held);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<UserChange[]> Histories => Gen.ArrayOf(
        from action in Gen.Elements(Enum.GetValues<UserAction>())
        from urn in Gen.Elements(Schools)
        from fromUrn in Gen.Elements(Schools)
        from hour in Gen.Choose(0, 1000)
        select new UserChange
        {
            OperationId = "op",
            Action = action,
            Link = new MisLink { Urn = urn, Kind = AccountKind.Pupil, MisId = "m" + urn },
            FromUrn = action is UserAction.Move && fromUrn != urn ? fromUrn : null,
            RunId = "r1",
            Reason = "test",
            At = Region.Monday.AddHours(hour),
        }).ToArbitrary();

    private static PlanItem Item(int number, PlanAction action) => new()
    {
        Number = number,
        Action = action,
        Reason = "test",
        Entry = new RosterEntry
        {
            Kind = AccountKind.Pupil,
            MisId = "p" + number,
            Status = RosterStatus.Allocated,
            Identity = new PersonIdentity { LegalFirstName = "A", LegalLastName = "B" },
            DecidedBy = "test",
            Since = Region.Monday,
            RunId = "r1",
        },
    };
}
