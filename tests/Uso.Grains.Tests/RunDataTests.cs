using System.Text;
using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Exports, plans and rejected rows name people: they are kept as long as a run can be undone, and outlive nobody's purge.</summary>
public sealed class RunDataTests
{
    private const string A = "999001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");
    private static readonly Pupil Bad = new("9", "Gustav", "Threlfall", "never");

    [Fact]
    public async Task BeyondTheLasPeriod_IsForgotten_TheCountsStay_AndUndoSaysWhy()
    {
        await using var region = await StartAsync();
        var first = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Bad).WithGroups(new Class("g", "7x", null, ["1", "2"], [])));
        var export = (await region.School(A).GetUploadsAsync())[0];
        await region.NextDayAsync(20);
        var second = await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y6" }, Ben).WithGroups(new Class("g", "7x", null, ["1", "2"], [])));

        // The last day of the period, and the first after it.
        await region.NextDayAsync(9);
        Assert.Equal(2, (await region.Run(A, first.RunId).GetPlanAsync(0, 10)).Length);
        Assert.Equal(RunPhase.DryRun, (await region.UndoAsync(A, first.RunId, dryRun: true)).Phase);
        await region.NextDayAsync(2);

        var status = (await region.Run(A, first.RunId).GetStatusAsync())!;
        Assert.Equal((3, 2, 1, true, null), (status.Pupils.Rows, status.Pupils.Created, status.Pupils.Rejected, status.ForgottenAt is not null, status.PlanSha256));
        Assert.Empty(await region.Run(A, first.RunId).GetPlanAsync(0, 10));
        Assert.Empty(await region.Run(A, first.RunId).GetRejectedAsync(0, 10));
        Assert.Empty(await region.Run(A, first.RunId).GetGroupChangesAsync(0, 10));
        Assert.Null(await region.Blobs.OpenAsync(export.Sha256, default));
        Assert.NotNull((await region.School(A).GetUploadsAsync()).Single(upload => upload.UploadId == export.UploadId).ForgottenAt);
        Region.Refused(ProblemCodes.RunDataGone, await region.School(A).UndoRunAsync(Region.ServiceDesk, first.RunId, "too-late", dryRun: false));
        Region.Refused(ProblemCodes.RunDataGone, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "again", UploadId = export.UploadId }));

        // The younger run is as it was, and is undone.
        Assert.Null((await region.Run(A, second.RunId).GetStatusAsync())!.ForgottenAt);
        Assert.Equal((RunPhase.Complete, 0), ((await region.UndoAsync(A, second.RunId)) is var undo ? (undo.Phase, undo.Left) : default));
    }

    [Fact]
    public async Task WhatIsStillNeeded_StaysUntilTheRetention_ThenNothingDoes()
    {
        await using var region = await StartAsync(retention: 60);
        var pupils = Region.Pupils(40);
        await region.SyncAsync(A, new SimsExport().With(pupils));
        var held = await region.SyncAsync(A, new SimsExport().With(pupils[..20]));
        Assert.Equal(RunPhase.Held, held.Phase);

        await region.NextDayAsync(31);
        Assert.Equal(20, (await region.Run(A, held.RunId).GetPlanAsync(0, 50)).Length);
        Assert.Equal([true, false], (await region.School(A).GetUploadsAsync()).Select(upload => upload.ForgottenAt is null));
        await region.NextDayAsync(31);

        Assert.Empty(await region.Run(A, held.RunId).GetPlanAsync(0, 50));
        Assert.All(await region.School(A).GetUploadsAsync(), upload => Assert.NotNull(upload.ForgottenAt));
        Region.Refused(ProblemCodes.RunDataGone, await region.School(A).ApproveRunAsync(Region.Head(A), held.RunId));
        Region.Refused(ProblemCodes.RunDataGone, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "again" }));
        Assert.Empty(Files(region));
    }

    [Fact]
    public async Task NobodyIsNamedAnywhere_OnceTheyArePurged()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = new PersonIdentity { LegalFirstName = "Bea", LegalLastName = "Pemberton" } });
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y6" }));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Unallocate, Kind = AccountKind.Pupil, MisId = (await region.EntriesAsync(A)).Single(entry => entry.Identity.LegalFirstName == "Bea").MisId });
        Assert.Contains(Files(region), text => text.Contains("Pemberton", StringComparison.Ordinal));

        await region.NextDayAsync(31);
        await region.NightAsync(A);

        Assert.Null(await region.Grains.User(Username.Parse("bpemberton.899")).GetAsync());
        Assert.DoesNotContain(Files(region), text => text.Contains("Pemberton", StringComparison.Ordinal));
        Assert.All((await region.EntriesAsync(A)).Where(entry => entry.MisId != "1"), entry => Assert.Equal("", entry.Identity.LegalLastName));
        await region.Host.StopAsync();
        await region.Host.StartAsync();
    }

    [Fact]
    public async Task BytesThatCameAgain_AreAsYoungAsThat()
    {
        await using var region = await StartAsync(retention: 60);
        var bytes = new SimsExport().With(Ada, Ben).ToZip();
        await region.UploadAsync(A, bytes);
        await region.NextDayAsync(25);
        Assert.True((await region.UploadAsync(A, bytes)).Duplicate);
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());

        await region.NextDayAsync(10);
        await region.NightAsync(A);
        Assert.All(await region.School(A).GetUploadsAsync(), upload => Assert.Null(upload.ForgottenAt));

        await region.NextDayAsync(22);
        await region.NightAsync(A);
        var uploads = await region.School(A).GetUploadsAsync();
        Assert.Equal([true, false], uploads.Select(upload => upload.ForgottenAt is null));
        Assert.Null(await region.Blobs.OpenAsync(uploads[1].Sha256, default));
    }

    [Fact]
    public async Task ThePeriod_IsTheLas_AndNeverLongerThanTheRetention()
    {
        await using var region = await StartAsync(retention: 40, runData: 300);

        Assert.Equal(40, (await region.School(A).GetPolicyAsync())!.InForce.RunDataDays);
        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetPolicyAsync(Region.ServiceDesk, new AccountPolicyChoice { RunDataDays = 60, Reason = "agreed with the schools" }));
        Region.Refused(ProblemCodes.InvalidValue, await La(region).SetPolicyAsync(Region.ServiceDesk, new AccountPolicyChoice { RunDataDays = 29, Reason = "agreed with the schools" }));
    }

    /// <summary>What is in the blobs, as text: plans and lists are lines of JSON, exports are archives.</summary>
    private static List<string> Files(Region region) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(region.DataDirectory, "blobs"), "*", SearchOption.AllDirectories).Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path))),
    ];

    private static ILocalAuthorityGrain La(Region region) => region.Grains.LocalAuthority(LaCode.Parse("899"));

    private static async Task<Region> StartAsync(int retention = 30, int runData = 30)
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A, "899", "Students", "Staff", "GroupsAndClasses");
        Region.Ok(await La(region).SetPolicyAsync(
            Region.ServiceDesk, new AccountPolicyChoice { GraceDays = 0, RetentionDays = retention, RunDataDays = runData, Reason = "agreed with the schools" }));
        return region;
    }
}
