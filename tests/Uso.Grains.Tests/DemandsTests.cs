using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Sims;
using static Uso.Grains.Tests.Children;

namespace Uso.Grains.Tests;

/// <summary>What users of such systems suffer elsewhere, and what must be impossible here. The numbers are those of the list of demands.</summary>
public sealed class DemandsTests
{
    private const string A = "999001";
    private const string B = "999002";

    [Fact]
    public async Task Complaint3_AWholeRunIsUndoneWithOneCall_AfterItWasShown()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.NextDayAsync(3);
        var before = await StateAsync(region, "aokafor.899", "bpemberton.899");
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { First = "Adah" }, Carl));
        Assert.Equal((1, 1, 1), (run.Pupils.Created, run.Pupils.Updated, run.Pupils.Unallocated));

        var shown = await region.UndoAsync(A, run.RunId, dryRun: true);
        var undo = await region.UndoAsync(A, run.RunId);

        Assert.Equal((3, 0), (shown.Planned, shown.Left));
        Assert.Equal((3, 3, 0), (undo.Planned, undo.Applied, undo.Left));
        Assert.Equal(before, await StateAsync(region, "aokafor.899", "bpemberton.899"));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("qzhang.899")).Status);
    }

    [Fact]
    public async Task Complaint4_LeaversAreSuspendedFirst_AndRestoredOnReturnToTheSameAccount()
    {
        await using var region = await StartAsync();
        for (var day = 0; day < 4; day++)
        {
            await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y" + day }));
            Assert.NotNull(await region.Grains.User(Username.Parse("bpemberton.899")).GetAsync());
            await region.NextDayAsync();
        }

        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
        await region.NextDayAsync(300);
        var back = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));

        Assert.Equal((1, 0), (back.Pupils.Restored, back.Pupils.Created));
        Assert.Equal((UserStatus.Active, "Pemberton"), ((await region.UserAsync("bpemberton.899")).Status, (await region.UserAsync("bpemberton.899")).Identity.LegalLastName));
    }

    [Fact]
    public async Task Complaint4_ManualEditsAreNeverTouchedSilently_AndSayWhoWhyAndUntilWhen()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, new HandAction
        {
            Type = HandActionType.Override,
            Kind = AccountKind.Pupil,
            MisId = "1",
            Fields = [new FieldEdit { Field = IdentityField.PreferredLastName, Value = "Brown" }],
            Reason = "known by it at school",
            Until = new DateOnly(2027, 7, 31),
        });

        for (var night = 0; night < 5; night++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y" + night, Last = "Okafor" + night }, Ben));
        }

        var user = await region.UserAsync("aokafor.899");
        var one = Assert.Single(user.Overrides);
        Assert.Equal("Brown", user.Identity.PublishedLastName());
        Assert.Equal(("desk", "known by it at school", new DateOnly(2027, 7, 31), null), (one.By, one.Reason, one.Until, one.MisValue));
        Assert.Equal("Okafor4", user.Identity.LegalLastName);
    }

    [Fact]
    public async Task Complaint5_ChangedSourceIds_OrphanAndDeleteNobody()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "x-9" }, Ben with { Id = "x-8" }));

        Assert.Equal((2, 0, 0), (run.Pupils.Linked, run.Pupils.Created, run.Pupils.Missing));
        Assert.Equal(["aokafor.899", "bpemberton.899"], (await region.EntriesAsync(A)).Select(entry => entry.Username).Order());
        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal(RosterStatus.Allocated, entry.Status));
    }

    [Fact]
    public async Task Complaint5_AReusedId_NeverOverwritesAnotherPerson()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Carl with { Id = "2" }));

        Assert.Equal((1, 0), (run.Pupils.Review, run.Pupils.Updated));
        Assert.Equal("Pemberton", (await region.UserAsync("bpemberton.899")).Identity.LegalLastName);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
        Assert.Null((await region.PupilAsync(A, "2"))!.Username);
    }

    [Fact]
    public async Task Complaint5_AChangeOfSchool_KeepsTheAccount()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);

        await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "1" }, Carl));

        Assert.Equal("aokafor.899", (await region.PupilAsync(B, "1"))!.Username);
        Assert.Equal(B, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).Urn);
    }

    [Fact]
    public async Task Complaint5_AChangeOfMis_LosesNobody()
    {
        await using var region = await Region.StartAsync(services => services.AddSingleton(new MisCatalog([new SimsMis(), new SecondMis()])));
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = SecondMis.Code }));
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Staff"] }));

        // The ids of the new one are the old ones of other children.
        var preview = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "2" }, Ben with { Id = "3" }, Carl with { Id = "1" }));
        await region.RestAsync(A, Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), preview.RunId)).RunId);

        Assert.Equal((3, 0, 0, 0), (preview.Pupils.Linked, preview.Pupils.Created, preview.Pupils.Review, preview.Pupils.Missing));
        Assert.Equal(
            ["1 qzhang.899", "2 aokafor.899", "3 bpemberton.899"],
            (await region.EntriesAsync(A)).Where(entry => entry.Status is RosterStatus.Allocated).Select(entry => $"{entry.MisId} {entry.Username}").Order());
    }

    private static async Task<string> StateAsync(Region region, params string[] usernames)
    {
        var lines = new List<string>();
        foreach (var username in usernames)
        {
            var user = await region.UserAsync(username);
            lines.Add($"{username} {user.Status} {user.Identity} {string.Join(' ', user.Memberships.Where(one => one.Until is null).Select(one => one.Urn + one.MisId))}");
        }

        return string.Join('\n', lines);
    }

    private static Task<Region> StartAsync() => Region.StartAsync(A, Ada, Ben);
}
