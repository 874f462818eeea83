using System.Globalization;
using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Two accounts of one person become one, and two again.</summary>
public sealed class MergerTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string C = "898001";
    private const string Kept = "aokafor.899";
    private const string Retired = "aokafor1.899";

    /// <summary>One pupil with two UPNs at two schools: two accounts, for no rule would join them.</summary>
    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Again = new("77", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 2));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");
    private static readonly Pupil Other = new("3", "Quentin", "Zhang", "2013-06-07");

    [Fact]
    public async Task Merged_TheRetiredNameLeadsToTheKeptAccount_WhichBothSchoolsHave()
    {
        await using var region = await StartAsync();

        var run = await MergeAsync(region);

        Assert.Equal((RunPhase.Complete, true, 1), (run.Phase, run.IsMerger, run.Applied));
        var kept = await region.UserAsync(Kept);
        Assert.Equal([(A, "1"), (B, "77")], kept.Memberships.Where(one => one.Until is null).Select(one => (one.Urn, one.MisId)));
        Assert.Equal([Retired], kept.PreviousUsernames);
        var retired = await region.UserAsync(Retired);
        Assert.Equal((UserStatus.Merged, Kept, $"{B}/{run.RunId}"), (retired.Status, retired.MergedInto, retired.MergedBy));
        var entry = (await region.PupilAsync(B, "77"))!;
        Assert.Equal((RosterStatus.Allocated, Kept), (entry.Status, entry.Username));
        Assert.Equal([Retired], entry.PreviousUsernames());
    }

    [Fact]
    public async Task Merged_ExportsAsBefore_ChangeNothing_AndTheSchoolsGoOnWithTheKeptAccount()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.Host.RestartAsync();

        var same = await region.SyncAsync(B, new SimsExport().With(Again, Other));
        Assert.Equal((2, 0, 0), (same.Pupils.Unchanged, same.Pupils.Created, same.Pupils.Review));
        var changed = await region.SyncAsync(B, new SimsExport().With(Again with { Last = "Okafor-Bello" }, Other));
        Assert.Equal(1, changed.Pupils.Updated);
        Assert.Equal("Okafor-Bello", (await region.UserAsync(Kept)).Identity.LegalLastName);
        Assert.Equal("Okafor", (await region.UserAsync(Retired)).Identity.LegalLastName);

        // Gone from the one, the account is still the other's.
        await region.SyncAsync(A, new SimsExport().With(Ben));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ben));
        Assert.Equal((UserStatus.Active, B), ((await region.UserAsync(Kept)).Status, Assert.Single((await region.UserAsync(Kept)).Memberships, one => one.Until is null).Urn));
    }

    [Fact]
    public async Task RetiredName_IsNeverGivenToSomebodyElse()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.Host.RestartAsync();

        await region.SyncAsync(B, new SimsExport().With(Again, Other, new Pupil("5", "Alan", "Okafor", "2011-09-09")));

        Assert.Equal("aokafor2.899", (await region.PupilAsync(B, "5"))!.Username);
    }

    [Fact]
    public async Task EitherUpn_FindsTheKeptAccount_Nationally()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.AddSchoolAsync(C, "898");

        var run = await region.SyncAsync(C, new SimsExport().With(Again with { Id = "9" }));

        // The account has another UPN as its own: that is for a person to say.
        Assert.Equal((1, 0), (run.Pupils.Review, run.Pupils.Created));
        Assert.Equal(Kept, Assert.Single((await region.PupilAsync(C, "9"))!.Candidates).Username);
    }

    [Fact]
    public async Task Split_BothAccountsAreAsTheyWere()
    {
        await using var region = await StartAsync();
        var before = await OutcomeAsync(region);
        await MergeAsync(region);
        Assert.NotEqual(before, await OutcomeAsync(region));

        var split = await SplitAsync(region);

        Assert.Equal(RunPhase.Complete, split.Phase);
        Assert.Equal(before, await OutcomeAsync(region));
        Assert.Empty(Assert.Single(await region.Run(B, split.RunId).GetPlanAsync(0, 10)).Merger!.Stays);
        var same = await region.SyncAsync(B, new SimsExport().With(Again, Other));
        Assert.Equal((2, 0), (same.Pupils.Unchanged, same.Pupils.Review));
        await region.AddSchoolAsync(C, "898");
        Assert.Equal(1, (await region.SyncAsync(C, new SimsExport().With(Again with { Id = "9" }))).Pupils.Moved);
    }

    [Fact]
    public async Task UndoOfAMerger_IsASplit_AndUndoOfASplit_IsAMerger()
    {
        await using var region = await StartAsync();
        var before = await OutcomeAsync(region);
        var merge = await MergeAsync(region);

        Assert.Equal(RunPhase.Complete, (await region.UndoAsync(B, merge.RunId)).Phase);
        Assert.Equal(before, await OutcomeAsync(region));

        await MergeAsync(region);
        var merged = await OutcomeAsync(region);
        var split = await SplitAsync(region);
        await region.UndoAsync(B, split.RunId);
        Assert.Equal(merged, await OutcomeAsync(region));

        // The first merger was taken back long ago: there is nothing of it to undo.
        await region.UndoAsync(B, merge.RunId);
        Assert.Equal(merged, await OutcomeAsync(region));
    }

    [Fact]
    public async Task Split_WhatASchoolChangedSince_StaysAndIsListed()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.SyncAsync(B, new SimsExport().With(Again with { First = "Adah" }, Other));
        await region.AddSchoolAsync(C, "898");
        await region.SyncAsync(C, new SimsExport().With(Ada with { Id = "9" }));
        await region.DoAsync(C, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "9", Username = Kept });
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(A, "1"))!.Status);

        var split = await SplitAsync(region);

        // The name that the school gave since goes with the school's pupil; the move stays.
        Assert.Equal("Adah", (await region.UserAsync(Retired)).Identity.LegalFirstName);
        Assert.Equal((UserStatus.Active, B), ((await region.UserAsync(Retired)).Status, Assert.Single((await region.UserAsync(Retired)).Memberships, one => one.Until is null).Urn));
        Assert.Equal(C, Assert.Single((await region.UserAsync(Kept)).Memberships, one => one.Until is null).Urn);
        Assert.Equal((RosterStatus.Moved, Kept), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.Username));
        Assert.Empty(Assert.Single(await region.Run(B, split.RunId).GetPlanAsync(0, 10)).Merger!.Stays);
    }

    [Fact]
    public async Task Split_AnotherSchoolTookThePersonSince_TheMoveStays_AndIsListed()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.SyncAsync(A, new SimsExport().With(Ben));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ben));
        await region.AddSchoolAsync(C, "898");
        await region.SyncAsync(C, new SimsExport().With(Again with { Id = "9" }));
        await region.DoAsync(C, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "9", Username = Kept });
        Assert.Equal((RosterStatus.Moved, C), ((await region.PupilAsync(B, "77"))!.Status, (await region.PupilAsync(B, "77"))!.MovedTo));

        var split = await SplitAsync(region);

        Assert.Equal([$"{B} Pupil 77: Moved"], Assert.Single(await region.Run(B, split.RunId).GetPlanAsync(0, 10)).Merger!.Stays);
        Assert.Equal((UserStatus.Active, C), ((await region.UserAsync(Kept)).Status, Assert.Single((await region.UserAsync(Kept)).Memberships, one => one.Until is null).Urn));
        Assert.Equal((UserStatus.Unallocated, null), ((await region.UserAsync(Retired)).Status, (await region.UserAsync(Retired)).MergedInto));
    }

    [Fact]
    public async Task Split_TheSchoolLetThePersonGoSince_TheAccountHasNobody()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        await region.SyncAsync(B, new SimsExport().With(Other));
        await region.NextDayAsync(3);
        await region.SyncAsync(B, new SimsExport().With(Other));

        await SplitAsync(region);

        Assert.Equal((RosterStatus.Unallocated, Retired), ((await region.PupilAsync(B, "77"))!.Status, (await region.PupilAsync(B, "77"))!.Username));
        Assert.Equal((UserStatus.Unallocated, UserStatus.Active), ((await region.UserAsync(Retired)).Status, (await region.UserAsync(Kept)).Status));
        Assert.Equal(1, (await region.SyncAsync(B, new SimsExport().With(Other, Again))).Pupils.Restored);
        Assert.Equal(UserStatus.Active, (await region.UserAsync(Retired)).Status);
    }

    [Fact]
    public async Task TwoEntriesOfOneSchool_OneSpeaks_AndTheOtherTakesOverWhenTheFirstLeavesTheExport()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Again));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = "77" });
        Assert.Equal(Retired, (await region.PupilAsync(A, "77"))!.Username);

        await MergeAsync(region, A);

        Assert.Equal((RosterStatus.Merged, Kept), ((await region.PupilAsync(A, "77"))!.Status, (await region.PupilAsync(A, "77"))!.Username));
        Assert.Equal([Retired], (await region.PupilAsync(A, "1"))!.PreviousUsernames());
        var same = await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "5" }, Ben, Again));
        Assert.Equal((1, 1, 1), (same.Pupils.Elsewhere, same.Pupils.Unchanged, same.Pupils.Updated));

        var over = await region.SyncAsync(A, new SimsExport().With(Ben, Again));
        Assert.Equal((1, 1, 0), (over.Pupils.Linked, over.Pupils.Unchanged, over.Pupils.Missing));
        Assert.Equal((RosterStatus.Allocated, Kept), ((await region.PupilAsync(A, "77"))!.Status, (await region.PupilAsync(A, "77"))!.Username));
        Assert.Null(await region.PupilAsync(A, "1"));
        Assert.Equal("77", Assert.Single((await region.UserAsync(Kept)).Memberships, one => one.Until is null).MisId);
    }

    [Fact]
    public async Task Snapshot_ExportsTheKeptAccount_WithTheNamesItWasKnownBy()
    {
        await using var region = await StartAsync();
        const string lms = "lms";
        Region.Ok(await region.School(B).SetReleaseAsync(Region.Head(B), lms, true));
        var snapshot = region.Grains.Snapshot(new SnapshotKey(LaCode.Parse("899"), ConsumerId.Parse(lms)));
        var before = await snapshot.BuildAsync();
        await MergeAsync(region);

        var after = await snapshot.BuildAsync();

        Assert.Equal(before.Version + 1, after.Version);
        var rows = await Grains.SyncRuns.LineStore.ReadLinesAsync<SnapshotRow>(region.Blobs, after.Segments[0].Sha256, 0, 10, CancellationToken.None);
        Assert.Equal([(Kept, Retired), ("qzhang.899", null)], rows.Select(row => (row.Username, row.PreviousUsernames)));
    }

    [Fact]
    public async Task WhoMayMerge_AndWhat()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(C, "898");
        await region.SyncAsync(C, new SimsExport().With(new Pupil("1", "Kwame", "Rasmussen", "2013-07-08")).WithStaff(new Member("9", "Zoe", "Whitlock", "1980-02-03")));
        var la = new Caller { Subject = "op", Role = Role.LaOperator, LocalAuthorities = ["899"] };
        var start = new StartRun { OperationId = "merge", Actions = [Merge()] };

        Region.Refused(ProblemCodes.Forbidden, await region.School(B).StartRunAsync(Region.Head(B), start));
        Region.Refused(ProblemCodes.Forbidden, await region.School(B).StartRunAsync(Region.Admin(B), start));
        Region.Refused(ProblemCodes.Forbidden, await region.School(B).StartRunAsync(la with { LocalAuthorities = ["898"] }, start));
        Region.Refused(ProblemCodes.Forbidden, await region.School(B).StartRunAsync(la, new StartRun { OperationId = "sync" }));
        Region.Refused(ProblemCodes.InvalidValue, await region.School(B).StartRunAsync(la, start with { Actions = [Merge(), Merge()] }));
        Region.Refused(ProblemCodes.InvalidValue, await region.School(B).StartRunAsync(la, start with { Actions = [Merge() with { Retired = Kept }] }));

        // Of another LA, of another kind, of nobody; then the thing itself, and the same again.
        Assert.Equal(ProblemCodes.Forbidden, (await RunAsync("krasmussen.898", "op1")).Problem?.Code);
        Assert.Equal(ProblemCodes.AccountNotCandidate, (await RunAsync("zwhitlock.898", "op2")).Problem?.Code);
        Assert.Equal(ProblemCodes.AccountNotCandidate, (await RunAsync("nobody.899", "op3")).Problem?.Code);
        var run = await RunAsync(Kept, "op4");
        Assert.Equal(RunPhase.Complete, run.Phase);
        Assert.Equal(ProblemCodes.AccountMerged, (await RunAsync(Kept, "op5")).Problem?.Code);

        Region.Refused(ProblemCodes.Forbidden, await region.School(B).UndoRunAsync(Region.Head(B), run.RunId, "undo", dryRun: false));
        Region.Refused(ProblemCodes.Forbidden, await region.School(B).UndoRunAsync(la, "r000001", "undo", dryRun: false));
        Region.Ok(await region.School(B).UndoRunAsync(la, run.RunId, "undo", dryRun: false));

        async Task<RunStatus> RunAsync(string kept, string operation) => await region.RestAsync(
            B, Region.Ok(await region.School(B).StartRunAsync(la, new StartRun { OperationId = operation, Actions = [Merge() with { Username = kept }] })).RunId);
    }

    [Fact]
    public async Task MergedAccount_IsNeitherMergedNorSplitOutOfOrder()
    {
        await using var region = await StartAsync();
        await MergeAsync(region);
        var third = await region.DoAsync(A, Merge() with { Username = "bpemberton.899", Retired = Kept });
        Assert.Equal(RunPhase.Complete, third.Phase);
        Assert.Equal("bpemberton.899", (await region.UserAsync(Kept)).MergedInto);
        Assert.Equal("bpemberton.899", (await region.PupilAsync(B, "77"))!.Username);
        Assert.Equal([Retired, Kept], (await region.PupilAsync(B, "77"))!.PreviousUsernames());

        Assert.Equal(ProblemCodes.AccountMerged, (await SplitAsync(region)).Problem?.Code);

        await region.DoAsync(A, new HandAction { Type = HandActionType.Split, Kind = AccountKind.Pupil, Retired = Kept });
        Assert.Equal((RunPhase.Complete, Retired), ((await SplitAsync(region)).Phase, (await region.PupilAsync(B, "77"))!.Username));
    }

    [Theory]
    [InlineData(FaultKind.BlockBefore, HandActionType.Merge)]
    [InlineData(FaultKind.BlockAfter, HandActionType.Merge)]
    [InlineData(FaultKind.BlockBefore, HandActionType.Split)]
    [InlineData(FaultKind.BlockAfter, HandActionType.Split)]
    public async Task KilledAtAnyWrite_AndAskedAgain_EndsAsUndisturbed(FaultKind kind, HandActionType type)
    {
        var start = new StartRun { OperationId = "the-run", Actions = [Merge() with { Type = type }] };
        var expected = "";
        var writes = 1;
        // The last write is the school's, which notes that the run rests.
        for (var at = 0; at < writes; at += at == 0 ? 1 : 2)
        {
            var faults = new Faults();
            faults.Disarm();
            await using var region = await StartAsync(faults);
            if (type is HandActionType.Split)
            {
                await MergeAsync(region);
            }

            if (at == 0)
            {
                faults.Disarm();
                await region.RunAsync(B, start);
                (expected, writes) = (await OutcomeAsync(region), faults.Seen);
                continue;
            }

            faults.Arm(kind, at);
            var running = region.School(B).StartRunAsync(Region.ServiceDesk, start);
            await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
            await region.Host.KillAsync();
            faults.Disarm();
            await region.Host.StartAsync();
            var again = Region.Ok(await region.School(B).StartRunAsync(Region.ServiceDesk, start));
            Assert.Equal(RunPhase.Complete, (await region.RestAsync(B, again.RunId)).Phase);

            Assert.Equal(expected, await OutcomeAsync(region));
            _ = running.Exception;
        }
    }

    private static HandAction Merge() => new() { Type = HandActionType.Merge, Kind = AccountKind.Pupil, Username = Kept, Retired = Retired };

    private static Task<RunStatus> MergeAsync(Region region, string urn = B) => region.DoAsync(urn, Merge());

    private static Task<RunStatus> SplitAsync(Region region) => region.DoAsync(B, new HandAction { Type = HandActionType.Split, Kind = AccountKind.Pupil, Retired = Retired });

    /// <summary>Both accounts, what each school has, and who holds the UPNs.</summary>
    private static async Task<string> OutcomeAsync(Region region)
    {
        var lines = new List<string>();
        foreach (var username in new[] { Kept, Retired })
        {
            var user = await region.UserAsync(username);
            var memberships = user.Memberships.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Urn}/{one.MisId}/{one.Since:O}/{one.Until:O}"));
            lines.Add($"{username} {user.Status} {user.Identity.LegalFirstName} {user.Identity.Upn} {user.MergedInto} [{string.Join(' ', user.PreviousUsernames)}] {string.Join(' ', memberships)}");
        }

        foreach (var urn in new[] { A, B })
        {
            lines.AddRange((await region.EntriesAsync(urn)).OrderBy(entry => entry.MisId, StringComparer.Ordinal)
                .Select(entry => $"{urn} {entry.MisId} {entry.Status} {entry.Username} {entry.Mergers.Length}"));
        }

        foreach (var upn in new[] { Ada.Upn!, Again.Upn! })
        {
            lines.AddRange((await region.Grains.UpnIndex(UpnShardKey.Of(upn)).LookupAsync([upn])).Select(holder => $"{holder.Upn} {holder.Username}"));
        }

        return string.Join('\n', lines);
    }

    private static async Task<Region> StartAsync(Faults? faults = null)
    {
        var region = await Region.StartAsync(services =>
        {
            if (faults is not null)
            {
                services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around);
            }
        });
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(B, new SimsExport().With(Again, Other));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = "77" });
        return region;
    }
}
