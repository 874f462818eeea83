using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Sims;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What people do is on record before it takes effect, is never changed, and after the retention no longer says about whom.</summary>
public sealed class AuditTests
{
    private const string A = "999001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly DateOnly Monday = DateOnly.FromDateTime(Region.Monday.UtcDateTime);

    [Fact]
    public async Task ActsOfPeople_AreOnRecord_WithWhoWhatWhomAndWhy()
    {
        await using var region = await StartAsync();
        Region.Ok(await region.School(A).SetReleaseAsync(Region.Head(A), "lms", true));
        Region.Ok(await region.School(A).SetScheduleAsync(Region.Admin(A), SyncSchedule.Default));
        var run = await region.DoAsync(A, Exclude());
        await region.UndoAsync(A, run.RunId);

        var entries = await EntriesAsync(region);

        Assert.Equal(
            ["school-put", "mis-configured", "reports-accepted", "run-sync", "release-given", "schedule-set", "run-by-hand:Exclude", "run-undo"],
            entries.Select(entry => entry.Action));
        var excluded = entries.Single(entry => entry.Action.StartsWith("run-by-hand", StringComparison.Ordinal));
        Assert.Equal(("desk", Role.ServiceDesk, run.RunId, "asked for", 1), (excluded.By, excluded.Role, excluded.Subject, excluded.Reason, excluded.Count));
        Assert.Equal(["1"], excluded.People);
        Assert.Equal(("head-" + A, "lms"), (entries[4].By, entries[4].Subject));
        Assert.Equal($"{entries[^1].Subject![..7]} of {run.RunId}", entries[^1].Subject);
    }

    [Fact]
    public async Task ApprovalsAndDiscards_AreOnRecord_AndTheNightIsNot()
    {
        await using var region = await StartAsync();
        var pupils = Region.Pupils(30);
        await region.SyncAsync(A, new SimsExport().With(pupils));
        var held = await region.SyncAsync(A, new SimsExport().With(pupils[..10]));
        Assert.Equal(RunPhase.Held, held.Phase);
        var before = (await EntriesAsync(region)).Length;
        await region.ApproveAsync(A, held.RunId);
        await region.UploadAsync(A, new SimsExport().With(pupils[..11]).ToZip());
        await region.NightAsync(A);

        var since = (await EntriesAsync(region)).RemoveRange(0, before);

        Assert.Equal(("run-approved", "head-" + A, held.RunId), (Assert.Single(since).Action, since[0].By, since[0].Subject));
    }

    [Fact]
    public async Task AlertSettings_UploadsByPeople_RolloversAndPromotions_AreOnRecord()
    {
        await using var region = await Region.StartAsync(services => services.AddSingleton(new MisCatalog([new SimsMis(), new SecondMis()])));
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada));
        var before = (await EntriesAsync(region)).Length;
        var la = LaCode.Parse("899");
        Region.Ok(await region.Grains.Alert(la).SetAsync(Region.ServiceDesk, new SetAlerts()));
        var plan = new PutRollover { Year = 2027, PauseFrom = Region.Monday.AddDays(300), CutOverAt = Region.Monday.AddDays(330) };
        Region.Ok(await region.Grains.LocalAuthority(la).SetRolloverAsync(Region.ServiceDesk, plan));
        Region.Ok(await region.Grains.LocalAuthority(la).SetRolloverAsync(Region.ServiceDesk, null));
        Region.Ok(await region.School(A).SetRolloverAsync(Region.Head(A), plan));
        Region.Ok(await region.School(A).SetRolloverAsync(Region.Head(A), null));
        var upload = new RecordUpload { Sha256 = new string('a', 64), Bytes = 1, FileName = "Students.csv" };
        Region.Ok(await region.School(A).RecordUploadAsync(Region.Admin(A), upload));
        Region.Ok(await region.School(A).RecordUploadAsync(Region.Admin(A), upload));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis { Mis = SecondMis.Code }));
        var preview = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "x-1" }));
        Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), preview.RunId));
        await region.RestAsync(A, preview.RunId);
        Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), preview.RunId));

        Assert.Equal(
            [("rollover-set", "head-" + A, null), ("rollover-left-to-la", "head-" + A, null), ("upload-received", "admin-" + A, "u00002"), ("mis-configured", "head-" + A, SecondMis.Code),
                ("run-sync:dry", "desk", preview.RunId), ("run-promoted", "head-" + A, (string?)preview.RunId)],
            (await EntriesAsync(region)).Skip(before).Select(entry => (entry.Action, entry.By, entry.Subject)));
        Assert.Equal(
            ["alerts-set", "rollover-set", "rollover-removed"],
            (await region.Grains.Audit(AuditKey.Of(la, Monday)).GetAsync(0, 500)).Where(entry => entry.By == "desk").Select(entry => entry.Action));
    }

    [Fact]
    public async Task RefusedActs_AndRepeatedOnes_LeaveNoSecondEntry()
    {
        await using var region = await StartAsync();
        var before = (await EntriesAsync(region)).Length;
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).SetReleaseAsync(Region.Admin(A), "lms", true));
        var start = new StartRun { OperationId = "twice", Actions = [Exclude()] };

        await region.RunAsync(A, start);
        await region.RunAsync(A, start);

        Assert.Single((await EntriesAsync(region)).RemoveRange(0, before));
    }

    [Fact]
    public async Task AfterTheRetention_TheRecordStays_ButNotAboutWhom()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, Exclude());
        Region.Ok(await region.Grains.LocalAuthority(LaCode.Parse("899"))
            .SetPolicyAsync(Region.ServiceDesk, new AccountPolicyChoice { RetentionDays = 30, Reason = "as short as may be" }));
        var count = (await EntriesAsync(region)).Length;

        // Night after night, since each forgets its day.
        await region.NightAsync(A);
        Assert.Contains(await EntriesAsync(region), entry => !entry.People.IsEmpty);
        await region.NextDayAsync(31);
        await region.NightAsync(A);

        var entries = await EntriesAsync(region);
        Assert.Equal(count, entries.Length);
        Assert.All(entries, entry => Assert.Equal((true, null), (entry.People.IsEmpty, entry.Reason)));
        Assert.Contains(entries, entry => entry is { Action: "run-by-hand:Exclude", Count: 1, By: "desk" });
    }

    [Fact]
    public async Task Tokens_AreOnRecordWhereTheyMayAct()
    {
        await using var region = await StartAsync();
        var token = region.Grains.AccessToken(TokenId.Parse("abcdefghijklmnop"));
        Region.Ok(await token.IssueAsync(
            Region.ServiceDesk, new IssueToken { SecretSha256 = new string('0', 64), Role = Role.HeadTeacher, Schools = [A], Label = "portal" }));
        Region.Ok(await token.RevokeAsync(Region.ServiceDesk));

        Assert.Equal(
            [("token-issued", "abcdefghijklmnop"), ("token-revoked", "abcdefghijklmnop")],
            (await EntriesAsync(region))[^2..].Select(entry => (entry.Action, entry.Subject)));
    }

    private static HandAction Exclude() => new() { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "1", Reason = "asked for" };

    private static Task<ImmutableArray<AuditEntry>> EntriesAsync(Region region) => region.Grains.Audit(AuditKey.Of(Urn.Parse(A), Monday)).GetAsync(0, 500);

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada));
        return region;
    }
}
