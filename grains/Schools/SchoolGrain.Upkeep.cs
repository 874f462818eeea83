using System.Globalization;
using Uso.Grains.Rosters;

namespace Uso.Grains.Schools;

/// <summary>What time alone asks for: after the night's run, or instead of it, the same reminder looks whether anything is due.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<AccountPolicySettings>> SetPolicyAsync(Caller caller, AccountPolicyChoice choice)
    {
        if (Check(caller, Role.ServiceDesk, Role.LaOperator) is { } problem)
        {
            return problem;
        }

        if (AccountPolicies.Invalid(choice, ofSchool: true) is { } invalid)
        {
            return invalid;
        }

        await AuditAsync(caller, "account-policy", reason: choice.Reason.Trim());
        state.State.Policy = choice with { Reason = choice.Reason.Trim(), By = caller.Subject, At = time.GetUtcNow() };
        await WriteAsync();
        return (await PolicySettingsAsync())!;
    }

    public async Task<AccountPolicySettings?> GetPolicyAsync() => state.State.Details is null ? null : await PolicySettingsAsync();

    public Task<DateTimeOffset?> GetNonMisReviewAsync() => Task.FromResult(state.State.NonMisReviewSince);

    public async Task<Outcome<Done>> NonMisReviewedAsync(Caller caller)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (state.State.NonMisReviewSince is not null)
        {
            await AuditAsync(caller, "non-mis-reviewed");
            state.State.NonMisReviewSince = null;
            await WriteAsync();
        }

        return Done.Instance;
    }

    private async Task<AccountPolicySettings> PolicySettingsAsync()
    {
        var la = await GrainFactory.LocalAuthority(LaCode.Parse(state.State.Details!.LaCode)).GetAsync();
        return new AccountPolicySettings
        {
            InForce = AccountPolicies.Of(state.State.Policy, la.Policy, options.Value.GraceDays),
            School = state.State.Policy,
            LocalAuthority = la.Policy,
        };
    }

    /// <summary>Called when no run is under way; writes the state.</summary>
    private async Task UpkeepAsync()
    {
        var now = time.GetUtcNow();
        var today = OvernightWindow.Today(now);
        var policy = (await PolicySettingsAsync()).InForce;
        var operationId = string.Create(CultureInfo.InvariantCulture, $"upkeep-{today:yyyyMMdd}");
        var due = RosterDues.IsDue(await GrainFactory.Roster(Urn).GetDueAsync(), policy, now, today)
            && state.State.Runs.All(run => run.Run.OperationId != operationId);
        await ForgetAuditedPeopleAsync(policy.RetentionDays);
        await ForgetRunDataAsync(policy);
        state.State.UpkeepDue = false;
        if (!due)
        {
            await WriteAsync();
            return;
        }

        await BeginAsync(
            new RunOrder
            {
                OperationId = operationId,
                Kind = RunKind.Upkeep,
                DryRun = false,
                RequestedBy = Caller.Service.Subject,
                RequestedAt = now,
                School = state.State.Details!,
                Policy = policy,
                Gates = GatesInForce(),
            },
            OperationLog.DigestOf(operationId),
            Caller.Service);
    }

    /// <summary>What a held upkeep asked, the next one asks again.</summary>
    private async Task NoteUpkeepAsync(RunStatus status)
    {
        if (state.State.HeldUpkeep is { } held && held != status.RunId && status.Phase is RunPhase.Complete or RunPhase.Held)
        {
            await GrainFactory.SyncRun(new RunKey(Urn, held)).DiscardAsync(status.RequestedBy, status.RunId);
            state.State.HeldUpkeep = null;
        }

        state.State.HeldUpkeep = status.Phase is RunPhase.Held ? status.RunId : state.State.HeldUpkeep == status.RunId ? null : state.State.HeldUpkeep;
    }
}
