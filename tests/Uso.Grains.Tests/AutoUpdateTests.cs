using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Sims;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A school's AutoUpdate settings: each step is what can be seen, each report says why, and force run keeps its hours.</summary>
public sealed class AutoUpdateTests
{
    private const string A = "999001";
    private const string Return = "https://uso.invalid/api/mis/cloud/approved";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");

    [Fact]
    public async Task Sims_StepByStep_IsWhatCanBeSeen()
    {
        await using var region = await StartAsync();
        Region.Ok(await region.School(A).PutAsync(Region.ServiceDesk, School()));
        Assert.Equal((null, null), ((await SettingsAsync(region)).Mis?.Mis, (await SettingsAsync(region)).NextStep));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis { Mis = "sims" }));
        Assert.Equal("licence-key", (await SettingsAsync(region)).NextStep);

        Region.Ok(await region.School(A).IssueLicenceKeyAsync(Region.Head(A)));
        Assert.Equal("accept-reports", (await SettingsAsync(region)).NextStep);
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.Head(A), new AcceptReports { Reports = ["Students"] }));
        var waiting = await SettingsAsync(region);
        Assert.Equal([StepState.Done, StepState.Done, StepState.Pending], waiting.Steps.Select(step => step.State));
        Assert.Contains("Install the agent", waiting.Steps[2].Next, StringComparison.Ordinal);

        // A refused upload is no first export: it says what to do.
        Region.Ok(await region.School(A).RecordUploadAsync(
            Region.Agent(A), new RecordUpload { Sha256 = new string('0', 64), Bytes = 0, Refused = new Problem(MisErrorCodes.ExportEmpty, "empty") }));
        var refused = await SettingsAsync(region);
        Assert.Equal((StepState.Failed, MisErrorCodes.ExportEmpty, "upload", "u00001"), (refused.Steps[2].State, refused.LastError?.Code, refused.LastError?.Where, refused.LastError?.Id));
        Assert.Contains("Run the export again", refused.Steps[2].Next, StringComparison.Ordinal);

        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        var done = await SettingsAsync(region);
        Assert.Equal((null, null), (done.NextStep, done.LastError));
        Assert.All(done.Steps, step => Assert.Equal((StepState.Done, null), (step.State, step.Next)));
        Assert.Equal(["u00002", "u00001"], done.Uploads.Select(upload => upload.UploadId));
        Assert.Equal((false, false, "from the agent"), (done.ForceRun!.Allowed, done.ForceRun.Now, done.ForceRun.Elsewhere));
        Assert.Contains(done.Notes, note => note.Contains("Personnel Officer", StringComparison.Ordinal));
        await AssertTheSameAfterARestartAsync(region);
    }

    [Fact]
    public async Task StepsThatCanBeSeen_CannotBeClaimed_OthersByWhomTheyBelongTo()
    {
        await using var region = await CloudAsync(new CloudMis());

        Region.Refused(ProblemCodes.StepNotConfirmable, await region.School(A).ConfirmStepAsync(Region.ServiceDesk, "approve", true));
        Region.Refused(ProblemCodes.NotFound, await region.School(A).ConfirmStepAsync(Region.ServiceDesk, "no-such-step", true));
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).ConfirmStepAsync(Region.Head(A), "case", true));
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).ConfirmStepAsync(Region.Head("999002"), "case", true));

        var step = Region.Ok(await region.School(A).ConfirmStepAsync(Region.ServiceDesk, "case", true)).Steps.Single(one => one.Code == "case");
        Assert.Equal((StepState.Done, "desk", true, "serviceDesk"), (step.State, step.Confirmed?.By, step.Confirmable, step.By));
        Assert.Equal(StepState.Pending, Region.Ok(await region.School(A).ConfirmStepAsync(Region.ServiceDesk, "case", false)).Steps.Single(one => one.Code == "case").State);
        await AssertTheSameAfterARestartAsync(region);
    }

    [Fact]
    public async Task Reports_AreAvailable_Accepted_OrSayWhyNot()
    {
        await using var region = await CloudAsync(new CloudMis());
        Assert.Equal(
            ["Staff Available", "Students Accepted", "Contacts Available", "GroupsAndClasses NotAvailable", "Attendance NotAvailable", "FutureStaff NotAvailable", "FutureStudents NotAvailable"],
            (await SettingsAsync(region)).Reports.Select(report => $"{report.Report} {report.State}"));
        Assert.Equal("It has none.", (await SettingsAsync(region)).Reports[3].Why);

        await AcceptAsync(ProblemCodes.ReportNotSupported, "Students", "GroupsAndClasses");
        await AcceptAsync(ProblemCodes.ReportNotSupported, "Students", "NoSuchReport");
        await AcceptAsync(ProblemCodes.ReportNotAvailable, "Students", "Attendance");
        await AcceptAsync(ProblemCodes.ReportNotAvailable, "Students", "FutureStudents");

        Region.Refused(ProblemCodes.Forbidden, await OptionsAsync(Region.Head(A), ["autotext"], []));
        Region.Refused(ProblemCodes.InvalidValue, await OptionsAsync(Region.ServiceDesk, ["magic"], []));
        Region.Refused(ProblemCodes.InvalidValue, await OptionsAsync(Region.ServiceDesk, [], ["Students"]));
        Region.Ok(await OptionsAsync(Region.ServiceDesk, ["autotext"], ["FutureStudents"]));
        await AcceptAsync(null, "Students", "Attendance", "FutureStudents");
        var with = await SettingsAsync(region);
        Assert.True(Assert.Single(with.Services, service => service.Code == "autotext").Has);
        Assert.Equal(3, with.Reports.Count(report => report.State is ReportState.Accepted));

        // The service ends, and its report with it.
        Region.Ok(await OptionsAsync(Region.ServiceDesk, [], ["FutureStudents"]));
        Assert.Equal(["Students", "FutureStudents"], (await SettingsAsync(region)).Mis!.AcceptedReports);
        await AssertTheSameAfterARestartAsync(region);

        async Task AcceptAsync(string? code, params string[] reports) =>
            Assert.Equal(code, (await region.School(A).AcceptReportsAsync(Region.Head(A), new AcceptReports { Reports = [.. reports] })).Problem?.Code);

        Task<Outcome<MisConfiguration>> OptionsAsync(Caller caller, string[] services, string[] improvements) =>
            region.School(A).SetMisOptionsAsync(caller, new SetMisOptions { Services = [.. services], Improvements = [.. improvements] });
    }

    [Fact]
    public async Task Fields_AreOptedOutByTheServiceDeskOnly_AndStayWhenTheSchoolAcceptsAgain()
    {
        await using var region = await CloudAsync(new CloudMis());
        Region.Refused(ProblemCodes.OptOutByServiceDesk, await AcceptAsync(Region.Head(A), "Students.Gender"));
        Region.Refused(ProblemCodes.FieldMandatory, await AcceptAsync(Region.ServiceDesk, "Students.LegalLastName"));
        Region.Ok(await AcceptAsync(Region.ServiceDesk, "Students.Gender"));

        Region.Ok(await AcceptAsync(Region.Head(A)));
        Region.Ok(await AcceptAsync(Region.Admin(A), "Students.Gender"));
        var fields = (await SettingsAsync(region)).Mis!.Fields.ToDictionary(field => field.Field);
        Assert.Equal((FieldState.OptedOut, true), (fields["Gender"].State, fields["LegalLastName"].Mandatory));

        Region.Ok(await AcceptAsync(Region.ServiceDesk));
        Assert.Equal(FieldState.NotUploaded, (await SettingsAsync(region)).Mis!.Fields.Single(field => field.Field == "Gender").State);

        Task<Outcome<MisConfiguration>> AcceptAsync(Caller caller, params string[] optOuts) =>
            region.School(A).AcceptReportsAsync(caller, new AcceptReports { Reports = ["Students"], OptOuts = [.. optOuts] });
    }

    [Fact]
    public async Task HeadOnlyMis_IsAcceptedByNobodyElse()
    {
        await using var region = await CloudAsync(new CloudMis { Descriptor = CloudMis.Facts with { AcceptedBy = MisAcceptance.HeadTeacher } }, accept: false);

        foreach (var caller in new[] { Region.ServiceDesk, Region.Admin(A) })
        {
            Region.Refused(ProblemCodes.HeadOnly, await region.School(A).AcceptReportsAsync(caller, new AcceptReports { Reports = ["Students"] }));
        }

        Region.Ok(await region.School(A).AcceptReportsAsync(Region.Head(A), new AcceptReports { Reports = ["Students"] }));
        Assert.True((await SettingsAsync(region)).HeadOnly);

        // What does not change the reports is nobody's acceptance.
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students"], OptOuts = ["Students.Gender"] }));
    }

    [Fact]
    public async Task ForceRun_FirstThingInTheMorning_IsRefused_WithTheTimeFromWhichItIsNot()
    {
        // 8 September, 06:30 in England.
        await using var region = await CloudAsync(new CloudMis { Export = new SimsExport().With(Ada) }, new DateTimeOffset(2026, 9, 8, 5, 30, 0, TimeSpan.Zero));
        var opens = new DateTimeOffset(2026, 9, 8, 8, 30, 0, TimeSpan.Zero);

        var refused = (await region.School(A).StartRunAsync(Region.Head(A), new StartRun { OperationId = "early" })).Problem!;

        Assert.Equal((ProblemCodes.ForceRunClosed, opens), (refused.Code, refused.NotBefore));
        Region.Refused(ProblemCodes.ForceRunClosed, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "early" }));
        var shown = (await SettingsAsync(region)).ForceRun!;
        Assert.Equal((true, false, opens, 15), (shown.Allowed, shown.Now, shown.NotBefore, shown.AboutMinutes));

        await region.JumpAsync(opens - region.Host.Clock.GetUtcNow());
        Assert.Equal((true, null), ((await SettingsAsync(region)).ForceRun!.Now, (await SettingsAsync(region)).ForceRun!.NotBefore));
        var run = await region.RestAsync(A, Region.Ok(await region.School(A).StartRunAsync(Region.Head(A), new StartRun { OperationId = "early" })).RunId);
        Assert.Equal((RunPhase.Complete, 1), (run.Phase, run.Pupils.Created));
    }

    [Fact]
    public async Task ForceRun_OfAMisThatHasNone_IsTheServiceDesksOnly()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(A);
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());

        var refused = (await region.School(A).StartRunAsync(Region.Head(A), new StartRun { OperationId = "now" })).Problem!;
        Assert.Equal(ProblemCodes.ForceRunNotAllowed, refused.Code);
        Assert.Contains("from the agent", refused.Detail, StringComparison.Ordinal);

        // A look at it changes nothing.
        Assert.Equal(RunPhase.DryRun, (await region.RestAsync(A, Region.Ok(await region.School(A).StartRunAsync(Region.Head(A), new StartRun { OperationId = "look", DryRun = true })).RunId)).Phase);
        Assert.Equal(RunPhase.Complete, (await region.RunAsync(A, new StartRun { OperationId = "desk" })).Phase);
    }

    [Fact]
    public async Task WeekdayEvenings_NothingIsReadOnSaturdayAndSunday()
    {
        // Friday 11 September 2026, noon.
        var cloud = new CloudMis { Export = new SimsExport().With(Ada) };
        await using var region = await CloudAsync(cloud, new DateTimeOffset(2026, 9, 11, 11, 0, 0, TimeSpan.Zero));

        var evenings = new List<DateTimeOffset>();
        for (var night = 0; night < 3; night++)
        {
            evenings.Add((await SettingsAsync(region)).Mis!.NextRunDue!.Value);
            await EveningAsync(region, night + 1);
            if (night == 0)
            {
                // Both evenings of the weekend, tick by tick.
                await region.Host.AdvanceAsync(TimeSpan.FromDays(2));
            }
        }

        Assert.Equal([DayOfWeek.Friday, DayOfWeek.Monday, DayOfWeek.Tuesday], evenings.Select(due => due.DayOfWeek));
        Assert.All(evenings, due => Assert.InRange(due.TimeOfDay, new TimeSpan(18, 0, 0), new TimeSpan(23, 0, 0)));
        Assert.Equal(evenings, (await SyncsAsync(region)).Reverse().Select(run => run.StartedAt), (due, started) => started - due < TimeSpan.FromHours(1) && started >= due);
        Assert.Equal(3, cloud.TokensUsed.Count);
    }

    [Fact]
    public async Task WeekdayEvenings_OnSunday_NothingIsOverdue()
    {
        await using var region = await CloudAsync(new CloudMis { Export = new SimsExport().With(Ada) }, new DateTimeOffset(2026, 9, 11, 11, 0, 0, TimeSpan.Zero));
        await EveningAsync(region, 1);
        await region.JumpAsync(new DateTimeOffset(2026, 9, 13, 20, 0, 0, TimeSpan.Zero) - region.Host.Clock.GetUtcNow());

        var night = (await region.School(A).GetNightAsync())!;
        Assert.Equal((NightState.Waiting, "weekend"), (night.State, night.Reason));
    }

    [Fact]
    public async Task MisThatCouldBePulled_WhereItSends_IsNotPulled()
    {
        var cloud = new CloudMis { Sends = true, Descriptor = CloudMis.Facts with { Schedule = new(MisCadence.SetByMis, "When it sends.") } };
        await using var region = await CloudAsync(cloud);
        Region.Refused(ProblemCodes.NoUpload, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "nothing there" }));
        Region.Refused(ProblemCodes.MisNotPulled, await region.School(A).CheckConnectionAsync(Region.Head(A)));
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());

        await EveningAsync(region, 1);

        Assert.Single(await region.EntriesAsync(A));
        Assert.Empty(cloud.TokensUsed);
    }

    [Fact]
    public async Task MissingEndpointUrl_IsSaidInPlainWords_AndReauthorisingMendsIt()
    {
        var cloud = new CloudMis();
        await using var region = await CloudAsync(cloud);
        await ApproveAsync(region);
        Assert.Equal(StepState.Done, await StepAsync(region, "approve"));

        Assert.Equal(RunPhase.Refused, (await region.RunAsync(A, new StartRun { OperationId = "one" })).Phase);

        var failed = await SettingsAsync(region);
        Assert.Equal((MisErrorCodes.MissingEndpointUrl, "run", "school"), (failed.LastError!.Code, failed.LastError.Where, failed.LastError.By));
        Assert.StartsWith("MISSING ENDPOINT URL", failed.LastError.Words, StringComparison.Ordinal);
        Assert.StartsWith("Reauthorise", failed.LastError.Do, StringComparison.Ordinal);
        Assert.Equal("approve", failed.Steps.First(step => step.State is StepState.Failed).Code);

        cloud.Export = new SimsExport().With(Ada);
        await ApproveAsync(region);
        Assert.Equal((null, StepState.Done), ((await SettingsAsync(region)).LastError, await StepAsync(region, "approve")));
        Assert.Equal(RunPhase.Complete, (await region.RunAsync(A, new StartRun { OperationId = "two" })).Phase);
        Assert.Equal(StepState.Done, await StepAsync(region, "first"));
        await AssertTheSameAfterARestartAsync(region);
    }

    [Fact]
    public async Task AConnectionThatPassedItsCheck_AndFailsAfterwards_IsNoLongerDone()
    {
        var cloud = new CloudMis
        {
            Refusal = MisErrorCodes.PullUnauthorised,
            Descriptor = CloudMis.Facts with { SetUp = [new("connect", SetUpActor.School, SetUpProof.ConnectionChecked, "Check the connection.")] },
        };
        await using var region = await CloudAsync(cloud);
        Assert.Equal(StepState.Pending, await StepAsync(region, "connect"));
        Region.Ok(await region.School(A).CheckConnectionAsync(Region.Head(A)));
        Assert.Equal(StepState.Done, await StepAsync(region, "connect"));

        await region.JumpAsync(TimeSpan.FromMinutes(1));
        await region.RunAsync(A, new StartRun { OperationId = "refused" });
        Assert.Equal(StepState.Failed, await StepAsync(region, "connect"));

        cloud.Export = new SimsExport().With(Ada);
        await region.RunAsync(A, new StartRun { OperationId = "read" });
        Assert.Equal(StepState.Done, await StepAsync(region, "connect"));
    }

    internal static async Task ApproveAsync(Region region, string code = "good")
    {
        var link = Region.Ok(await region.School(A).BeginApprovalAsync(Region.Head(A), Return));
        Assert.True(ApprovalState.TryParse(link.Url[(link.Url.IndexOf("state=", StringComparison.Ordinal) + 6)..], out _, out var secret));
        Region.Ok(await region.School(A).CompleteApprovalAsync(null, new ApprovalReturn { Mis = CloudMis.Code, Secret = secret, Code = code }));
    }

    internal static async Task<Region> CloudAsync(CloudMis cloud, DateTimeOffset? at = null, bool accept = true)
    {
        var region = await StartAsync(cloud, at);
        Region.Ok(await region.School(A).PutAsync(Region.ServiceDesk, School()));
        Region.Ok(await region.School(A).ConfigureMisAsync(
            Region.ServiceDesk, new ConfigureMis { Mis = CloudMis.Code, Settings = ImmutableDictionary<string, string>.Empty.Add("site", "hill") }));
        if (accept)
        {
            Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students"] }));
        }

        return region;
    }

    private static async Task<ImmutableArray<RunReference>> SyncsAsync(Region region) => [.. (await region.School(A).GetRunsAsync()).Where(run => run.Kind is RunKind.Sync)];

    /// <summary>The school's next evening, to the end of its run. How many minutes after it is due the run begins depends on the runtime's own pace.</summary>
    private static async Task EveningAsync(Region region, int runs)
    {
        await region.NightAsync(A);
        for (var minute = 0; minute < 30 && (await SyncsAsync(region)).Length < runs; minute++)
        {
            await region.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(RunPhase.Complete, (await region.RestAsync(A, (await SyncsAsync(region))[0].RunId)).Phase);
    }

    private static Task<Region> StartAsync(CloudMis? cloud = null, DateTimeOffset? at = null) => Region.StartAsync(
        services => services.AddSingleton(new MisCatalog([new SimsMis(), cloud ?? new CloudMis()])), at);

    private static PutSchool School() => new() { Name = "Hill School", LaCode = "899", EstablishmentNumber = "9001", Phase = SchoolPhase.Primary };

    private static async Task<AutoUpdateSettings> SettingsAsync(Region region) => (await region.School(A).GetAutoUpdateAsync())!;

    private static async Task<StepState> StepAsync(Region region, string code) => (await SettingsAsync(region)).Steps.Single(step => step.Code == code).State;

    private static async Task AssertTheSameAfterARestartAsync(Region region)
    {
        var before = await SettingsAsync(region);
        await region.Host.RestartAsync();
        Assert.Equivalent(before, await SettingsAsync(region), strict: true);
    }
}
