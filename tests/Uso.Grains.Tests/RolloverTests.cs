using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The new school year. A primary and a secondary school; the clock starts in the last week of August.</summary>
public sealed class RolloverTests
{
    private const string Primary = "999001";
    private const string Secondary = "999002";

    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Pause = new(2026, 9, 7, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset CutOver = new(2026, 9, 11, 6, 30, 0, TimeSpan.Zero);

    private static readonly Pupil[] Six = [.. Region.Pupils(12).Select((pupil, i) => pupil with { Year = "6", Upn = Region.UpnOf("899", i + 1) })];
    private static readonly Pupil[] Five = [.. Region.Pupils(30, 13).Select((pupil, i) => pupil with { Year = "5", Upn = Region.UpnOf("899", i + 101) })];
    private static readonly Pupil[] Older = [.. Region.Pupils(30, 43).Select((pupil, i) => pupil with { Year = "7", Upn = Region.UpnOf("899", i + 201) })];
    private static readonly Pupil[] Oldest = [.. Region.Pupils(12, 73).Select((pupil, i) => pupil with { Year = "11", Upn = Region.UpnOf("899", i + 301) })];
    private static readonly Pupil New = new("500", "Yusuf", "Tomlinson", "2022-05-06", null, "R");

    private static readonly Member Teacher = new("90", "Zoë", "Whitlock", "1980-02-03");
    private static readonly Class[] OldClasses = [new("c1", "7X/Ma", "Maths", ["43", "44", "45"], ["90"])];
    private static readonly Class[] NewClasses = [new("c1", "8X/Ma", "Maths", ["43", "44", "46"], ["90"]), new("c2", "7Y/Ma", "Maths", ["s1", "s2"], ["90"])];

    private static SimsExport PrimaryOld => new SimsExport().With([.. Six, .. Five]);

    private static SimsExport PrimaryNew => new SimsExport().With([.. Five.Select(pupil => pupil with { Year = "6" }), New]);

    private static SimsExport SecondaryOld => new SimsExport().With([.. Older, .. Oldest]).WithStaff(Teacher).WithGroups(OldClasses);

    private static SimsExport SecondaryNew => new SimsExport()
        .With([.. Older.Select(pupil => pupil with { Year = "8" }), .. Six.Select(pupil => pupil with { Id = "s" + pupil.Id, Year = "7" })])
        .WithStaff(Teacher)
        .WithGroups(NewClasses);

    /// <summary>DEMANDS, complaint 9: rollover swaps memberships; a pause and a preview around 1 September.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Complaint9_RolloverDoesNotSwapMemberships_PausePreviewCutOver(bool secondaryFirst)
    {
        await using var region = await StartAsync();
        Region.Ok(await region.Grains.LocalAuthority(LaCode.Parse("899")).SetRolloverAsync(Region.ServiceDesk, Put));
        await region.JumpAsync(TimeSpan.FromHours(7));
        var before = await MembershipsAsync(region);

        // The schools' MISs go over at different times of the week; nobody notices.
        for (var day = 0; day < 3; day++)
        {
            await region.SyncAsync(secondaryFirst ? Secondary : Primary, secondaryFirst ? SecondaryNew : PrimaryNew);
            await region.SyncAsync(secondaryFirst ? Primary : Secondary, day < 2 ? (secondaryFirst ? PrimaryOld : SecondaryOld) : (secondaryFirst ? PrimaryNew : SecondaryNew));
            Assert.Equal(before, (await MembershipsAsync(region)).Where(one => !one.EndsWith(NewUsername, StringComparison.Ordinal)));
            Assert.Equal("5", (await region.PupilAsync(Primary, "13"))!.YearGroup);
            Assert.Equal("7X/Ma", (await GroupAsync(region, 2025, "c1"))!.Name);
            await region.NextDayAsync();
        }

        // Preview: each school sees what will happen, and its head says yes.
        var primary = await region.SyncAsync(Primary, PrimaryNew, dryRun: true);
        var secondary = await region.SyncAsync(Secondary, SecondaryNew, dryRun: true);
        Assert.Equal(RunPhase.DryRun, secondary.Phase);
        Assert.Equal((12, 30, 0), (primary.Changeover!.Leavers, primary.Changeover.YearChanges, primary.Changeover.IntakeFromSchools));
        Assert.Equal((12, 12, 12, 30), (secondary.Changeover!.Intake, secondary.Changeover.IntakeFromSchools, secondary.Changeover.Leavers, secondary.Changeover.YearChanges));
        Assert.Equal((2026, 2), (secondary.Groups!.Year, secondary.Groups.Added));
        Region.Ok(await region.School(Primary).ApproveRolloverAsync(Region.Head(Primary), primary.RunId));
        Region.Ok(await region.School(Secondary).ApproveRolloverAsync(Region.Head(Secondary), secondary.RunId));
        Assert.Equal(before, (await MembershipsAsync(region)).Where(one => !one.EndsWith(NewUsername, StringComparison.Ordinal)));

        // The time comes, and the reminders do the rest.
        await region.JumpAsync(CutOver - region.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        foreach (var urn in new[] { Primary, Secondary })
        {
            var rollover = await region.School(urn).GetRolloverAsync();
            Assert.Equal(RolloverPhase.Done, rollover.Phase);
            var run = (await region.Run(urn, rollover.CutOverRun!).GetStatusAsync())!;
            Assert.Equal((RunPhase.Complete, RolloverMode.CutOver, true), (run.Phase, run.Rollover, run.Holds.IsEmpty));
        }

        foreach (var pupil in Six)
        {
            var username = (await region.PupilAsync(Secondary, "s" + pupil.Id))!.Username!;
            Assert.Equal(Secondary, Assert.Single((await region.UserAsync(username)).Memberships, one => one.Until is null).Urn);
            Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(Primary, pupil.Id))!.Status);
        }

        foreach (var pupil in Oldest)
        {
            Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(Secondary, pupil.Id))!.Status);
        }

        Assert.Equal(("6", "8"), ((await region.PupilAsync(Primary, "13"))!.YearGroup, (await region.PupilAsync(Secondary, "43"))!.YearGroup));
        Assert.Equal("8X/Ma", (await GroupAsync(region, 2026, "c1"))!.Name);
        Assert.Equal(3, (await GroupAsync(region, 2026, "c2"))!.Members.Count(member => member.Username is not null));
        Assert.Equal("7X/Ma", (await GroupAsync(region, 2025, "c1"))!.Name);
    }

    [Fact]
    public async Task CutOverWithoutAnApprovedPreview_IsHeld_AndOneApprovalEndsIt()
    {
        await using var region = await StartAsync();
        Region.Ok(await region.School(Secondary).SetRolloverAsync(Region.Head(Secondary), Put));
        await region.UploadAsync(Secondary, SecondaryNew.ToZip());
        await region.JumpAsync(CutOver - region.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        var runId = (await region.School(Secondary).GetRolloverAsync()).CutOverRun!;
        var run = (await region.Run(Secondary, runId).GetStatusAsync())!;
        Assert.Equal(RunPhase.Held, run.Phase);
        Assert.Equal("7", (await GroupAsync(region, 2025, "c1"))!.Name[..1]);
        Assert.Null(await GroupAsync(region, 2026, "c1"));

        await region.ApproveAsync(Secondary, runId);
        Assert.Equal("8X/Ma", (await GroupAsync(region, 2026, "c1"))!.Name);
        Assert.Equal(Secondary, Assert.Single((await region.UserAsync((await region.PupilAsync(Secondary, "s1"))!.Username!)).Memberships, one => one.Until is null).Urn);
    }

    [Fact]
    public async Task WhoLeavesThoughThePreviewDidNotSaySo_HasTheGrace()
    {
        await using var region = await StartAsync();
        Region.Ok(await region.School(Secondary).SetRolloverAsync(Region.Head(Secondary), Put));
        await region.JumpAsync(TimeSpan.FromHours(7));
        var preview = await region.SyncAsync(Secondary, SecondaryNew, dryRun: true);
        Region.Ok(await region.School(Secondary).ApproveRolloverAsync(Region.Head(Secondary), preview.RunId));
        var missingOne = new SimsExport()
            .With([.. Older.Skip(1).Select(pupil => pupil with { Year = "8" }), .. Six.Select(pupil => pupil with { Id = "s" + pupil.Id, Year = "7" })])
            .WithStaff(Teacher).WithGroups(NewClasses);
        await region.UploadAsync(Secondary, missingOne.ToZip());
        await region.JumpAsync(CutOver - region.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(Secondary, Oldest[0].Id))!.Status);
        var entry = (await region.PupilAsync(Secondary, Older[0].Id))!;
        Assert.Equal((RosterStatus.Allocated, true), (entry.Status, entry.MissingSince is not null));
    }

    [Fact]
    public async Task NoExportAtTheSetTime_TheFirstOneAfterwardsCutsOver()
    {
        await using var region = await Region.StartAsync(at: Pause.AddDays(-3));
        await region.AddSchoolAsync(Secondary);
        Region.Ok(await region.School(Secondary).SetRolloverAsync(Region.Head(Secondary), Put));
        await region.JumpAsync(CutOver - region.Host.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        Assert.Equal(RolloverPhase.CuttingOver, (await region.School(Secondary).GetRolloverAsync()).Phase);

        await region.UploadAsync(Secondary, SecondaryNew.ToZip());
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(12));

        Assert.Equal(RolloverPhase.Done, (await region.School(Secondary).GetRolloverAsync()).Phase);
        Assert.NotNull((await region.PupilAsync(Secondary, "43"))!.Username);
    }

    [Fact]
    public async Task SetRollover_WhatCannotBe_IsRefused()
    {
        await using var region = await StartAsync();
        var school = region.School(Secondary);
        foreach (var put in new[]
        {
            Put with { CutOverAt = Pause.AddDays(-2) },
            Put with { PauseFrom = CutOver },
            Put with { PauseFrom = CutOver.AddDays(-121) },
            Put with { Year = 2027 },
        })
        {
            Region.Refused(ProblemCodes.InvalidValue, await school.SetRolloverAsync(Region.ServiceDesk, put));
        }

        Region.Refused(ProblemCodes.Forbidden, await school.SetRolloverAsync(Region.Head(Primary), Put));
        Region.Refused(ProblemCodes.NotFound, await school.ApproveRolloverAsync(Region.ServiceDesk, "r000099"));
        Region.Refused(ProblemCodes.RunState, await school.ApproveRolloverAsync(Region.ServiceDesk, "r000001"));
        var la = region.Grains.LocalAuthority(LaCode.Parse("899"));
        Region.Refused(ProblemCodes.Forbidden, await la.SetRolloverAsync(new Caller { Subject = "x", Role = Role.LaOperator, LocalAuthorities = ["898"] }, Put));
        Region.Ok(await la.SetRolloverAsync(Region.ServiceDesk, Put));
        Assert.True((await school.GetRolloverAsync()).FromLocalAuthority);
        Region.Ok(await school.SetRolloverAsync(Region.ServiceDesk, Put with { CutOverAt = CutOver.AddDays(1) }));
        Assert.Equal(CutOver.AddDays(1), (await school.GetRolloverAsync()).Plan!.CutOverAt);
        Region.Ok(await school.SetRolloverAsync(Region.ServiceDesk, null));
        Assert.Equal(CutOver, (await school.GetRolloverAsync()).Plan!.CutOverAt);
    }

    private static PutRollover Put => new() { Year = 2026, PauseFrom = Pause, CutOverAt = CutOver };

    private static string NewUsername => "ytomlinson.899";

    private static Task<SchoolGroup?> GroupAsync(Region region, int year, string id) => region.Grains.Groups(Urn.Parse(Secondary)).GetGroupAsync(year, id);

    /// <summary>Which school has which account, as the accounts say.</summary>
    private static async Task<List<string>> MembershipsAsync(Region region)
    {
        var all = new List<string>();
        foreach (var urn in new[] { Primary, Secondary })
        {
            foreach (var username in (await region.EntriesAsync(urn)).Select(entry => entry.Username).OfType<string>())
            {
                all.AddRange((await region.UserAsync(username)).Memberships.Where(one => one.Until is null).Select(one => $"{one.Urn} {username}"));
            }
        }

        return [.. all.Distinct().Order()];
    }

    /// <summary>The last days of August, with last year's exports loaded.</summary>
    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync(at: Pause.AddDays(-14));
        await region.AddSchoolAsync(Primary);
        await region.AddSchoolAsync(Secondary, "899", "Students", "Staff", "GroupsAndClasses");
        await region.SyncAsync(Primary, PrimaryOld);
        await region.SyncAsync(Secondary, SecondaryOld);
        await region.JumpAsync(TimeSpan.FromDays(14) - TimeSpan.FromHours(6));
        return region;
    }
}
