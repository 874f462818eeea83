using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Which schools a school's matching looks at: its LA's, the neighbours set for it, and, for a UPN, the country.</summary>
public sealed class LocalSchoolTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string C = "898001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");
    private static readonly Pupil Other = new("3", "Quentin", "Zhang", "2013-06-07");

    [Fact]
    public async Task SamePersonInAnotherLa_IsFoundOnceItIsANeighbour()
    {
        await using var region = await StartAsync();
        var dry = await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "77" }, Other), dryRun: true);
        Assert.Equal((0, 2), (dry.Pupils.Moved, dry.Pupils.Created));
        Region.Ok(await La(region, "898").SetNeighboursAsync(Region.ServiceDesk, ["899"]));

        var run = await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "77" }, Other));

        Assert.Equal((1, 1, 0), (run.Pupils.Moved, run.Pupils.Created, run.Pupils.Review));
        Assert.Equal("aokafor.899", (await region.PupilAsync(C, "77"))!.Username);
        Assert.Equal((RosterStatus.Moved, C), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.MovedTo));

        // Who left is no longer the old LA's: a pupil of these names there is somebody new.
        var again = await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "78" }));
        Assert.Equal(1, again.Pupils.Created);
    }

    [Fact]
    public async Task NeighbourOfOneSide_IsNoneOfTheOther()
    {
        await using var region = await StartAsync();
        Region.Ok(await La(region, "899").SetNeighboursAsync(Region.ServiceDesk, ["898"]));

        Assert.Equal(1, (await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "77" }))).Pupils.Created);
    }

    [Fact]
    public async Task NeighbourSchool_CountsForThatSchool_AndNoOtherOfItsLaDoes()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(B, new SimsExport().With(new Pupil("9", "Kwame", "Rasmussen", "2013-07-08")));
        var neighbours = Region.Ok(await La(region, "898").SetSchoolNeighboursAsync(Region.ServiceDesk, C, [A]));
        Assert.Equal(("899", A), (Assert.Single(neighbours).LaCode, Assert.Single(neighbours[0].Schools)));

        var run = await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "77" }, new Pupil("78", "Kwame", "Rasmussen", "2013-07-08")));

        Assert.Equal((1, 1), (run.Pupils.Moved, run.Pupils.Created));
        Assert.Equal("krasmussen.898", (await region.PupilAsync(C, "78"))!.Username);
    }

    [Fact]
    public async Task SomebodySimilarAtANeighbour_IsReviewed_AndAPersonMayMatchThem()
    {
        await using var region = await StartAsync();
        Region.Ok(await La(region, "898").SetNeighboursAsync(Region.ServiceDesk, ["899"]));

        var run = await region.SyncAsync(C, new SimsExport().With(new Pupil("77", "Tunde", "Okafor", Ada.Born), Other));

        Assert.Equal((1, 1), (run.Pupils.Review, run.Pupils.Created));
        Assert.Equal("aokafor.899", Assert.Single((await region.PupilAsync(C, "77"))!.Candidates).Username);

        // Not a candidate, but of a local school: whoever decides may know better.
        var byHand = await region.DoAsync(C, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "77", Username = "bpemberton.899" });
        Assert.Equal((RunPhase.Complete, C), (byHand.Phase, Assert.Single((await region.UserAsync("bpemberton.899")).Memberships, one => one.Until is null).Urn));
    }

    [Fact]
    public async Task RivalsInTwoLas_AreReviewedWithBoth()
    {
        await using var region = await StartAsync();
        const string d = "898002";
        await region.AddSchoolAsync(d, "898");
        await region.SyncAsync(d, new SimsExport().With(Ada with { Id = "5" }));
        Region.Ok(await La(region, "898").SetNeighboursAsync(Region.ServiceDesk, ["899"]));

        var run = await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "77" }));

        Assert.Equal((1, 0, 0), (run.Pupils.Review, run.Pupils.Moved, run.Pupils.Created));
        var entry = (await region.PupilAsync(C, "77"))!;
        Assert.Equal("rival", entry.DecidedBy);
        Assert.Equal(["aokafor.898", "aokafor.899"], entry.Candidates.Select(one => one.Username).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Neighbours_AreSetByTheServiceDeskAndTheLasOperators()
    {
        await using var region = await StartAsync();
        var own = new Caller { Subject = "op", Role = Role.LaOperator, LocalAuthorities = ["898"] };
        var other = own with { LocalAuthorities = ["899"] };
        var la = La(region, "898");

        Region.Refused(ProblemCodes.Forbidden, await la.SetNeighboursAsync(other, ["899"]));
        Region.Refused(ProblemCodes.Forbidden, await la.SetNeighboursAsync(Region.Head(C), ["899"]));
        Region.Refused(ProblemCodes.Forbidden, await la.SetSchoolNeighboursAsync(Region.Admin(C), C, [A]));
        Region.Refused(ProblemCodes.InvalidValue, await la.SetNeighboursAsync(own, ["898"]));
        Region.Refused(ProblemCodes.InvalidValue, await la.SetNeighboursAsync(own, ["8999"]));
        Region.Refused(ProblemCodes.InvalidValue, await la.SetSchoolNeighboursAsync(own, C, [C]));
        Region.Refused(ProblemCodes.InvalidValue, await la.SetSchoolNeighboursAsync(own, C, ["999099"]));
        Region.Refused(ProblemCodes.SchoolNotFound, await la.SetSchoolNeighboursAsync(own, A, [C]));

        Assert.Equal(["897", "899"], Region.Ok(await la.SetNeighboursAsync(own, ["899", "897", "899"])).Neighbours);
        Region.Ok(await la.SetSchoolNeighboursAsync(own, C, [A]));

        // The whole LA counts, so that its school needs no naming.
        Assert.All(await la.GetNeighboursAsync(C), one => Assert.Empty(one.Schools));
        Region.Ok(await la.SetNeighboursAsync(own, []));
        Assert.Equal([A], Assert.Single(await la.GetNeighboursAsync(C)).Schools);
        Region.Ok(await la.SetSchoolNeighboursAsync(own, C, []));
        Assert.Empty(await la.GetNeighboursAsync(C));
    }

    private static ILocalAuthorityGrain La(Region region, string code) => region.Grains.LocalAuthority(LaCode.Parse(code));

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.AddSchoolAsync(C, "898");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        return region;
    }
}
