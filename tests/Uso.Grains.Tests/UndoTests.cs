using Uso.GrainInterfaces;
using static Uso.Grains.Tests.Children;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class UndoTests
{
    private const string A = "999001";
    private const string B = "999002";

    [Fact]
    public async Task UndoOfCreate_PutsTheAccountInThePool_AndTheNextExportRestoresIt()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl));

        var undo = await region.UndoAsync(A, run.RunId);

        Assert.Equal((RunPhase.Complete, run.RunId), (undo.Phase, undo.UndoOf));
        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(A, "3"))!.Status);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("qzhang.899")).Status);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("aokafor.899")).Status);
        var again = await region.SyncAsync(A, new SimsExport().With(Carl, Ben, Ada));
        Assert.Equal((1, 0), (again.Pupils.Restored, again.Pupils.Created));
        Assert.Equal("qzhang.899", (await region.PupilAsync(A, "3"))!.Username);
    }

    [Fact]
    public async Task UndoOfUpdate_BringsTheOldNamesBack()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Ben));

        await region.UndoAsync(A, run.RunId);

        Assert.Equal("Okafor", (await region.PupilAsync(A, "1"))!.Identity.LegalLastName);
        Assert.Equal("Okafor", (await region.UserAsync("aokafor.899")).Identity.LegalLastName);
    }

    [Fact]
    public async Task UndoOfUnallocate_BringsThePersonBack_WithTheWholeGraceAhead()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.NextDayAsync(3);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada));
        Assert.Equal(1, run.Pupils.Unallocated);

        await region.UndoAsync(A, run.RunId);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "2"))!.Status);

        await region.NextDayAsync();
        var next = await region.SyncAsync(A, new SimsExport().With(Ada));
        Assert.Equal((0, 1), (next.Pupils.Unallocated, next.Pupils.Missing));
    }

    [Fact]
    public async Task UndoOfMove_GivesThePupilBackUnderTheOldSchoolsId()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        var run = await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }, Carl));
        Assert.Equal(1, run.Pupils.Moved);

        await region.UndoAsync(B, run.RunId);

        Assert.Equal((RosterStatus.Allocated, null), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.MovedTo));
        Assert.Equal((RosterStatus.Moved, A), ((await region.PupilAsync(B, "77"))!.Status, (await region.PupilAsync(B, "77"))!.MovedTo));
        var current = Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null);
        Assert.Equal((A, "1"), (current.Urn, current.MisId));
    }

    [Fact]
    public async Task UndoOfChangedMisIds_PutsTheOldOnesBack_AndNobodyLosesTheAccount()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "a-1" }, Ben with { Id = "a-2" }));
        Assert.Equal(2, run.Pupils.Linked);

        await region.UndoAsync(A, run.RunId);

        Assert.Equal(["1", "2"], (await region.EntriesAsync(A)).Select(entry => entry.MisId).Order());
        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal(RosterStatus.Allocated, entry.Status));
        foreach (var (username, misId) in new[] { ("aokafor.899", "1"), ("bpemberton.899", "2") })
        {
            var user = await region.UserAsync(username);
            Assert.Equal((UserStatus.Active, misId), (user.Status, Assert.Single(user.Memberships, one => one.Until is null).MisId));
        }
    }

    [Fact]
    public async Task UndoOfAHandMatch_OpensTheCaseAgain()
    {
        await using var region = await StartAsync();
        var twin = new Pupil("4", "Tunde", "Okafor", "2015-03-02");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, twin));
        await region.SyncAsync(A, new SimsExport().With(Ben, twin, Ada));
        var run = await region.DoAsync(A, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = "4" });
        Assert.Equal("tokafor.899", (await region.PupilAsync(A, "4"))!.Username);

        await region.UndoAsync(A, run.RunId);

        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("tokafor.899")).Status);
    }

    [Fact]
    public async Task WhatChangedSince_IsLeft()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Ben with { Last = "Gray" }));
        await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Black" }, Ben with { Last = "Gray" }));

        var undo = await region.UndoAsync(A, run.RunId);

        Assert.Equal("Black", (await region.UserAsync("aokafor.899")).Identity.LegalLastName);
        Assert.Equal("Pemberton", (await region.UserAsync("bpemberton.899")).Identity.LegalLastName);
        Assert.Equal((2, 1, 1), (undo.Planned, undo.Applied, undo.Left));
        var left = Assert.Single(await region.Run(A, undo.RunId).GetPlanAsync(0, 10), item => item.Action is PlanAction.Left);
        Assert.Equal(("1", "changed-since", "Black"), (left.Entry.MisId, left.Reason, left.Entry.Identity.LegalLastName));
    }

    [Fact]
    public async Task MovedOnByARunOfTheSameNumberElsewhere_IsLeft()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        var move = await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }, Carl));
        Assert.Equal(run.RunId, move.RunId);

        await region.UndoAsync(A, run.RunId);

        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(A, "1"))!.Status);
        Assert.Equal(B, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).Urn);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
    }

    [Fact]
    public async Task SameOperationIdForAnotherRun_IsRefused()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl));
        var undo = Region.Ok(await region.School(A).UndoRunAsync(Region.Head(A), run.RunId, "undo"));
        await region.RestAsync(A, undo.RunId);

        Assert.Equal(undo.RunId, Region.Ok(await region.School(A).UndoRunAsync(Region.Head(A), run.RunId, "undo")).RunId);
        Region.Refused(ProblemCodes.OperationIdReused, await region.School(A).UndoRunAsync(Region.Head(A), "r000001", "undo"));
        Region.Refused(ProblemCodes.OperationIdReused, await region.School(A).UndoRunAsync(Region.Head(A), run.RunId, "undo", dryRun: true));
        Region.Refused(ProblemCodes.NotFound, await region.School(A).UndoRunAsync(Region.Head(A), "r000099", "undo-3"));
    }

    [Fact]
    public async Task DryRunOfAnUndo_ShowsThePlan_AndChangesNothing()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Ben, Carl));

        var dry = await region.UndoAsync(A, run.RunId, dryRun: true);

        Assert.Equal((RunPhase.DryRun, 2, 0), (dry.Phase, dry.Planned, dry.Applied));
        Assert.Equal(
            [(PlanAction.Update, "1"), (PlanAction.Revert, "3")],
            (await region.Run(A, dry.RunId).GetPlanAsync(0, 10)).Select(item => (item.Action, item.Entry.MisId)).OrderBy(item => item.MisId));
        Assert.Equal("Brown", (await region.UserAsync("aokafor.899")).Identity.LegalLastName);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("qzhang.899")).Status);
        Region.Refused(ProblemCodes.RunState, await region.School(A).UndoRunAsync(Region.Head(A), dry.RunId, "undo-dry"));
    }

    [Fact]
    public async Task UndoOfAnUndo_DoesAgainWhatTheRunDid()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.NextDayAsync(3);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown" }, Carl));
        Assert.Equal((1, 1, 1), (run.Pupils.Created, run.Pupils.Updated, run.Pupils.Unallocated));
        var after = await StateAsync(region);

        var undo = await region.UndoAsync(A, run.RunId);
        Assert.NotEqual(after, await StateAsync(region));
        var again = await region.UndoAsync(A, undo.RunId);

        Assert.Equal((RunPhase.Complete, undo.RunId, 0), (again.Phase, again.UndoOf, again.Left));
        Assert.Equal(after, await StateAsync(region));
    }

    [Fact]
    public async Task UndoOfAnUndoneMove_MovesThePupilAgain()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        var run = await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }, Carl));
        var undo = await region.UndoAsync(B, run.RunId);

        await region.UndoAsync(B, undo.RunId);

        Assert.Equal((RosterStatus.Moved, B), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.MovedTo));
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(B, "77"))!.Status);
        Assert.Equal(B, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).Urn);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("qzhang.899")).Status);
    }

    [Fact]
    public async Task UndoOfUndoneNewMisIds_LinksThemAgain()
    {
        await using var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "a-1" }, Ben with { Id = "a-2" }));
        var undo = await region.UndoAsync(A, run.RunId);

        await region.UndoAsync(A, undo.RunId);

        Assert.Equal(["a-1", "a-2"], (await region.EntriesAsync(A)).Select(entry => entry.MisId).Order());
        Assert.Equal((UserStatus.Active, "a-1"), ((await region.UserAsync("aokafor.899")).Status, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).MisId));
    }

    /// <summary>What a run decides: no times, no run ids.</summary>
    private static async Task<string> StateAsync(Region region)
    {
        var lines = new List<string>();
        foreach (var entry in (await region.EntriesAsync(A)).OrderBy(entry => entry.MisId))
        {
            var user = await region.UserAsync(entry.Username!);
            lines.Add($"{entry.MisId} {entry.Status} {entry.Username} {entry.Identity.LegalLastName}; {user.Status} {user.Identity.LegalLastName}");
        }

        return string.Join('\n', lines);
    }

    private static Task<Region> StartAsync() => Region.StartAsync(A, Ada, Ben);
}
