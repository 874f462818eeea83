using System.Collections.Immutable;
using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class SchoolTests
{
    private const string A = "999001";
    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");

    [Fact]
    public async Task LicenceKey_IsVerified_AndReplacedByTheNext()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        Assert.False(await region.School(A).VerifyLicenceKeyAsync("usolk_999001_no-key-was-issued"));

        var first = Region.Ok(await region.School(A).IssueLicenceKeyAsync(Region.Head(A)));
        Assert.True(await region.School(A).VerifyLicenceKeyAsync(first));
        Assert.True((await region.School(A).GetMisAsync())!.HasLicenceKey);

        var second = Region.Ok(await region.School(A).IssueLicenceKeyAsync(Region.Head(A)));
        await region.Host.RestartAsync();
        Assert.False(await region.School(A).VerifyLicenceKeyAsync(first));
        Assert.True(await region.School(A).VerifyLicenceKeyAsync(second));
        Assert.False(await region.School(A).VerifyLicenceKeyAsync(second.ToUpperInvariant()));
        await region.AddSchoolAsync("999002");
        Assert.False(await region.School("999002").VerifyLicenceKeyAsync(second));
        Assert.False(InDatabase(region, second));
    }

    [Fact]
    public async Task MisSecret_IsNeverShown_AndIsEncryptedInTheDatabase()
    {
        const string Secret = "wonde-token-31337-very-secret";
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        var configuration = Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis
        {
            Mis = "wonde",
            Settings = ImmutableDictionary<string, string>.Empty.Add("schoolId", "A123-visible").Add("token", Secret),
        }));

        Assert.Equal(["token"], configuration.SecretsSet);
        Assert.DoesNotContain("token", configuration.Settings.Keys);
        Assert.DoesNotContain(Secret, (await region.School(A).GetMisAsync())!.ToString(), StringComparison.Ordinal);
        await region.Host.RestartAsync();
        Assert.True(InDatabase(region, "A123-visible"));
        Assert.False(InDatabase(region, Secret));

        // Settings without the secret keep it; another MIS drops it, and keeps what it has the like of.
        var kept = Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis { Mis = "wonde" }));
        Assert.Equal(["token"], kept.SecretsSet);
        var other = Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis { Mis = "sims" }));
        Assert.Empty(other.SecretsSet);
        Assert.Equal(["Students", "Staff"], other.AcceptedReports);
    }

    [Fact]
    public async Task AcceptReports_TakesWhatTheMisDelivers()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        await RefusedAsync(ProblemCodes.ReportNotSupported, "Payroll");
        await RefusedAsync(ProblemCodes.InvalidValue, "Students", "Students.ShoeSize");
        await RefusedAsync(ProblemCodes.FieldMandatory, "Students", "Students.LegalLastName");
        var accepted = Region.Ok(await region.School(A).AcceptReportsAsync(
            Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Students"], OptOuts = ["Students.Email"] }));

        Assert.Equal(["Students"], accepted.AcceptedReports);
        Assert.Equal(FieldState.OptedOut, Assert.Single(accepted.Fields, field => field.Field == "Email").State);
        Assert.Equal(FieldState.NotUploaded, Assert.Single(accepted.Fields, field => field.Field == "YearGroup").State);
        await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "5" }));
        Assert.Equal(FieldState.Uploaded, Assert.Single((await region.School(A).GetMisAsync())!.Fields, field => field.Field == "YearGroup").State);

        async Task RefusedAsync(string code, string report, params string[] optOuts) => Region.Refused(
            code, await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = [report], OptOuts = [.. optOuts] }));
    }

    [Fact]
    public async Task InvalidSettings_AreRefused()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var school = region.School(A);
        var put = new PutSchool { Name = "A", LaCode = "899", EstablishmentNumber = "2001", Phase = SchoolPhase.Primary };

        Region.Refused(ProblemCodes.InvalidValue, await school.PutAsync(Region.ServiceDesk, put with { Name = "" }));
        Region.Refused(ProblemCodes.InvalidValue, await school.PutAsync(Region.ServiceDesk, put with { LaCode = "898" }));
        Region.Refused(ProblemCodes.InvalidValue, await school.PutAsync(Region.ServiceDesk, put with { EstablishmentNumber = "12" }));
        Region.Refused(ProblemCodes.MisUnknown, await school.ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "abacus" }));
        Region.Refused(ProblemCodes.InvalidValue, await school.ConfigureMisAsync(
            Region.ServiceDesk, new ConfigureMis { Mis = "sims", Settings = ImmutableDictionary<string, string>.Empty.Add("colour", "blue") }));
        Region.Refused(ProblemCodes.InvalidValue, await school.SetScheduleAsync(
            Region.ServiceDesk, SyncSchedule.Default with { WindowEnd = SyncSchedule.Default.WindowStart }));
        Region.Refused(ProblemCodes.InvalidValue, await school.StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "" }));
        Region.Refused(ProblemCodes.InvalidValue, await school.StartRunAsync(
            Region.ServiceDesk, new StartRun { OperationId = "o", Actions = [new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "1" }] }));
        Region.Refused(ProblemCodes.InvalidValue, await school.SetReleaseAsync(Region.Head(A), "Not An Id", true));
    }

    [Fact]
    public async Task Uploads_SameBytesAreOne_AndOlderOnesAreSuperseded()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var old = new SimsExport().With(Ada).ToZip();
        var first = await region.UploadAsync(A, old);
        var again = await region.UploadAsync(A, old);
        Assert.Equal((first.UploadId, true), (again.UploadId, again.Duplicate));

        var refused = Region.Ok(await region.School(A).RecordUploadAsync(
            Region.Agent(A), new RecordUpload { Sha256 = new string('0', 64), Bytes = 0, Refused = new Problem("export-empty", "Empty.") }));
        await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "5" }));

        var uploads = await region.School(A).GetUploadsAsync();
        Assert.Equal([UploadState.Processed, UploadState.Refused, UploadState.Superseded], uploads.Select(upload => upload.State));
        Assert.Equal((refused.UploadId, "export-empty"), (uploads[1].UploadId, uploads[1].Refused!.Code));
        Assert.Equal((1, "licence-key"), (uploads[2].Repeats, uploads[2].ReceivedFrom));

        // The old bytes after newer ones are news again.
        Assert.False((await region.UploadAsync(A, old)).Duplicate);
    }

    [Fact]
    public async Task Release_IsTheHeadsAlone()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        Assert.False((await region.School(A).GetPublishedAsync("lms")).Released);

        var release = Region.Ok(await region.School(A).SetReleaseAsync(Region.Head(A), "lms", true));

        Assert.Equal(("head-" + A, true), (release.By, release.Released));
        Assert.True((await region.School(A).GetPublishedAsync("lms")).Released);
        Assert.False((await region.School(A).GetPublishedAsync("other")).Released);
        Region.Ok(await region.School(A).SetReleaseAsync(Region.Head(A), "lms", false));
        Assert.False(Assert.Single(await region.School(A).GetReleasesAsync()).Released);
    }

    /// <summary>Every call that changes something, and the roles that may make it at the school.</summary>
    public static TheoryData<string, Role[]> Calls => new()
    {
        { "put", [Role.ServiceDesk, Role.LaOperator, Role.System] },
        { "mis", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "reports", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "schedule", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "licence", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "upload", [Role.ServiceDesk, Role.SchoolAdmin, Role.Agent] },
        { "start", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.System] },
        { "approve", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "discard", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin] },
        { "undo", [Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator] },
        { "release", [Role.HeadTeacher] },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_ByARoleOrSchoolThatMayNot_IsForbidden(string call, Role[] allowed)
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        foreach (var role in Enum.GetValues<Role>())
        {
            var caller = new Caller { Subject = "x", Role = role, Schools = [A], LocalAuthorities = ["899"], Consumer = "lms" };
            Assert.Equal(!allowed.Contains(role), await CodeAsync(caller) == ProblemCodes.Forbidden);
            if (role is not (Role.ServiceDesk or Role.System))
            {
                Assert.Equal(ProblemCodes.Forbidden, await CodeAsync(caller with { Schools = ["999002"], LocalAuthorities = ["898"] }));
            }
        }

        async Task<string?> CodeAsync(Caller caller)
        {
            var school = region.School(A);
            return call switch
            {
                "put" => (await school.PutAsync(
                    caller, new PutSchool { Name = "A", LaCode = "899", EstablishmentNumber = "2001", Phase = SchoolPhase.Primary })).Problem?.Code,
                "mis" => (await school.ConfigureMisAsync(caller, new ConfigureMis { Mis = "sims" })).Problem?.Code,
                "reports" => (await school.AcceptReportsAsync(caller, new AcceptReports { Reports = ["Students"] })).Problem?.Code,
                "schedule" => (await school.SetScheduleAsync(caller, SyncSchedule.Default)).Problem?.Code,
                "licence" => (await school.IssueLicenceKeyAsync(caller)).Problem?.Code,
                "upload" => (await school.RecordUploadAsync(caller, new RecordUpload { Sha256 = new string('a', 64), Bytes = 1 })).Problem?.Code,
                "start" => (await school.StartRunAsync(caller, new StartRun { OperationId = "o", UploadId = "none" })).Problem?.Code,
                "approve" => (await school.ApproveRunAsync(caller, "r000009")).Problem?.Code,
                "discard" => (await school.DiscardRunAsync(caller, "r000009")).Problem?.Code,
                "undo" => (await school.UndoRunAsync(caller, "r000009", "o")).Problem?.Code,
                _ => (await school.SetReleaseAsync(caller, "lms", true)).Problem?.Code,
            };
        }
    }

    private static bool InDatabase(Region region, string text) => region.Host.StorageHolds(text);
}
