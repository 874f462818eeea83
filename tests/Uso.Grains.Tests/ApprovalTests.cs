using System.Collections.Immutable;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Pulling;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The approval round trip and what it leaves behind: a state that is good once, credentials that are stored, renewed, wiped and never shown.</summary>
public sealed class ApprovalTests
{
    private const string A = "999001";
    private const string Return = "https://uso.invalid/api/mis/cloud/approved";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");

    [Fact]
    public async Task Approved_TheConnectionIsStored_SecretsEncrypted_AndWhoApprovedIsShown()
    {
        await using var region = await AutoUpdateTests.CloudAsync(new CloudMis());

        await AutoUpdateTests.ApproveAsync(region);

        var settings = (await region.School(A).GetAutoUpdateAsync())!;
        Assert.Equal(("head-" + A, null), (settings.Approved!.By, settings.ApprovalOpenUntil));
        Assert.Equal(("https://data.cloud.invalid/", "hill"), (settings.Mis!.Settings["endpoint"], settings.Mis.Settings["site"]));
        Assert.Equal(["accessToken", "refreshToken"], settings.Mis.SecretsSet);
        Assert.Equal(new DateOnly(2027, 8, 31), settings.Mis.CredentialExpiresOn);
        var stored = (await region.School(A).GetConnectionAsync(CloudMis.Code))!.ProtectedSecrets;
        Assert.All(stored.Values, ciphertext => Assert.DoesNotContain("t-0", ciphertext, StringComparison.Ordinal));

        // Who edits the site later says nothing of what the approval made.
        var edited = Region.Ok(await region.School(A).ConfigureMisAsync(
            Region.Head(A), new ConfigureMis { Mis = CloudMis.Code, Settings = ImmutableDictionary<string, string>.Empty.Add("site", "dale") }));
        Assert.Equal(("https://data.cloud.invalid/", "dale", new DateOnly(2027, 8, 31)), (edited.Settings["endpoint"], edited.Settings["site"], edited.CredentialExpiresOn));
    }

    [Fact]
    public async Task State_IsGoodOnce_ForHalfAnHour_ForItsSchool_ItsMis_AndItsCaller()
    {
        var cloud = new CloudMis();
        await using var region = await AutoUpdateTests.CloudAsync(cloud);

        var first = await LinkAsync(region);
        var second = await LinkAsync(region);
        await RefusedAsync(ProblemCodes.ApprovalInvalid, first);
        await RefusedAsync(ProblemCodes.ApprovalInvalid, second with { Secret = new string('0', 64) });
        await RefusedAsync(ProblemCodes.ApprovalInvalid, second with { Mis = "sims" });
        await RefusedAsync(ProblemCodes.Forbidden, second, Region.Admin(A));
        Assert.Empty(cloud.Codes);

        Region.Ok(await region.School(A).CompleteApprovalAsync(Region.Head(A), second));
        await RefusedAsync(ProblemCodes.ApprovalInvalid, second);
        Assert.Equal(["good"], cloud.Codes);

        var late = await LinkAsync(region);
        Assert.Equal(region.Host.Clock.GetUtcNow().AddMinutes(30), (await region.School(A).GetAutoUpdateAsync())!.ApprovalOpenUntil);
        await region.JumpAsync(TimeSpan.FromMinutes(30));
        Assert.Null((await region.School(A).GetAutoUpdateAsync())!.ApprovalOpenUntil);
        await RefusedAsync(ProblemCodes.ApprovalInvalid, late);

        // Other settings, other connection.
        var before = await LinkAsync(region);
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = CloudMis.Code, Settings = ImmutableDictionary<string, string>.Empty.Add("site", "dale") }));
        await RefusedAsync(ProblemCodes.ApprovalInvalid, before);
        Assert.Equal(["good"], cloud.Codes);

        async Task RefusedAsync(string code, ApprovalReturn back, Caller? caller = null) =>
            Region.Refused(code, await region.School(A).CompleteApprovalAsync(caller, back));
    }

    [Fact]
    public async Task NotApproved_OrNotAccepted_IsSaidOnTheStep_AndTheOldConnectionStays()
    {
        await using var region = await AutoUpdateTests.CloudAsync(new CloudMis());
        await AutoUpdateTests.ApproveAsync(region);

        foreach (var (code, problem) in new[] { ((string?)null, MisErrorCodes.ApprovalDenied), ("bad", MisErrorCodes.PullUnauthorised) })
        {
            var link = await LinkAsync(region);
            Region.Refused(problem, await region.School(A).CompleteApprovalAsync(null, link with { Code = code }));
            var settings = (await region.School(A).GetAutoUpdateAsync())!;
            Assert.Equal((problem, "approval"), (settings.LastError!.Code, settings.LastError.Where));
            Assert.Equal(StepState.Failed, settings.Steps.Single(step => step.Code == "approve").State);
            Assert.Equal(["accessToken", "refreshToken"], settings.Mis!.SecretsSet);
        }

        Assert.Equal(
            ["mis-approval-begun", "mis-approved", "mis-approval-begun", "mis-approval-failed", "mis-approval-begun", "mis-approval-failed"],
            (await region.Grains.Audit(AuditKey.Of(Urn.Parse(A), DateOnly.FromDateTime(Region.Monday.UtcDateTime))).GetAsync(0, 500))
                .Select(entry => entry.Action).Where(action => action.StartsWith("mis-approv", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Link_NeedsAMisThatIsApproved_AndItsSettings()
    {
        await using var region = await AutoUpdateTests.CloudAsync(new CloudMis());
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).BeginApprovalAsync(Region.Head("999002"), Return));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = CloudMis.Code }));
        Region.Refused(MisErrorCodes.PullBadSettings, await region.School(A).BeginApprovalAsync(Region.Head(A), Return));
        var step = (await region.School(A).GetAutoUpdateAsync())!.Steps.Single(one => one.Code == "site");
        Assert.Equal((StepState.Pending, "Enter the site. Missing: site."), (step.State, step.Next));

        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "sims" }));
        Region.Refused(ProblemCodes.ApprovalNotNeeded, await region.School(A).BeginApprovalAsync(Region.Head(A), Return));
    }

    [Fact]
    public async Task RenewedTokens_AreUsedByTheNextPull_AlsoAfterAFaultAndARestart()
    {
        var cloud = new CloudMis { Export = new SimsExport().With(Ada), Renews = true };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);

        await region.RunAsync(A, new StartRun { OperationId = "one" });
        await region.Host.RestartAsync();
        var second = await region.RunAsync(A, new StartRun { OperationId = "two" });
        Assert.Equal(["rt-0", "rt-1"], cloud.TokensUsed);

        // The pull dies with the old token used up: the same run goes on with the new one.
        cloud.Crashes = 1;
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "three" }));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(RunPhase.Complete, (await region.RestAsync(A, started.RunId)).Phase);
        Assert.Equal(["rt-0", "rt-1", "rt-2", "rt-3"], cloud.TokensUsed);
        await region.RunAsync(A, new StartRun { OperationId = "four" });
        Assert.Equal("rt-4", cloud.TokensUsed[^1]);

        // No run keeps what the school has.
        foreach (var run in await region.School(A).GetRunsAsync())
        {
            Assert.Null(await region.Run(A, run.RunId).GetRenewedAsync());
        }

        Assert.Equal(RunPhase.Complete, second.Phase);
    }

    [Fact]
    public async Task CredentialsGivenWhileARunPulls_AreNotOverwrittenByWhatItRenewed()
    {
        var cloud = new CloudMis { Export = new SimsExport().With(Ada), Renews = true, Crashes = 1 };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "one" }));
        await region.Host.SettleAsync();
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.Head(A), new ConfigureMis
        {
            Mis = CloudMis.Code,
            Settings = ImmutableDictionary<string, string>.Empty.Add("site", "hill").Add("refreshToken", "by-hand"),
        }));

        cloud.Renews = false;
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await region.RestAsync(A, started.RunId);
        await region.RunAsync(A, new StartRun { OperationId = "two" });

        Assert.Equal(["rt-0", "by-hand", "by-hand"], cloud.TokensUsed);
    }

    [Fact]
    public async Task Check_SaysWhatIsWrong_IsRemembered_AndKeepsARenewedToken()
    {
        var cloud = new CloudMis { Renews = true, Finding = new ConnectionCheck(ConnectionCheckCodes.PermissionMissing, "Give the permission.", Report.Students) };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).CheckConnectionAsync(Region.Head("999002")));

        var check = Region.Ok(await region.School(A).CheckConnectionAsync(Region.Head(A)));

        Assert.Equal((false, "head-" + A), (check.Ok, check.By));
        Assert.Equal((ConnectionCheckCodes.PermissionMissing, "Give the permission.", "Students"), (check.Findings[0].Code, check.Findings[0].Words, check.Findings[0].Report));
        await region.Host.RestartAsync();
        Assert.Equal(check.At, (await region.School(A).GetAutoUpdateAsync())!.LastCheck!.At);
        cloud.Finding = ConnectionCheck.Ok();
        Assert.True(Region.Ok(await region.School(A).CheckConnectionAsync(Region.Head(A))).Ok);
        Assert.Equal(["rt-0", "rt-1"], cloud.TokensUsed);
    }

    [Fact]
    public async Task Check_ThatGetsNoAnswer_IsGivenUp_AndReadsGoOnMeanwhile()
    {
        await using var region = await AutoUpdateTests.CloudAsync(new CloudMis { Finding = null });
        var check = region.School(A).CheckConnectionAsync(Region.Head(A));
        Assert.NotNull(await region.School(A).GetAutoUpdateAsync());
        await region.Host.PassTimeUntilAsync(check);

        Assert.Equal(ConnectionCheckCodes.Unreachable, Assert.Single(Region.Ok(await check).Findings).Code);
    }

    [Fact]
    public async Task Check_OfAMisThatPushes_IsRefused()
    {
        await using var region = await AutoUpdateTests.CloudAsync(new CloudMis());
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "sims" }));

        Region.Refused(ProblemCodes.MisNotPulled, await region.School(A).CheckConnectionAsync(Region.Head(A)));
    }

    private static async Task<ApprovalReturn> LinkAsync(Region region)
    {
        var link = Region.Ok(await region.School(A).BeginApprovalAsync(Region.Head(A), Return));
        Assert.True(ApprovalState.TryParse(link.Url[(link.Url.IndexOf("state=", StringComparison.Ordinal) + 6)..], out var urn, out var secret));
        Assert.Equal(A, urn.Value);
        return new ApprovalReturn { Mis = CloudMis.Code, Secret = secret, Code = "good" };
    }
}
