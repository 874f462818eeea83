using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Uso.Grains.Schools;

/// <summary>The school's new year: planned by the school or its LA, cut over by the one reminder.</summary>
internal sealed partial class SchoolGrain
{
    /// <summary>An attempt came to nothing, for want of an export or because it was refused: the next one is not made at once.</summary>
    private bool _cutOverTried;

    public async Task<Outcome<RolloverDetails>> SetRolloverAsync(Caller caller, PutRollover? rollover)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (rollover is not null && RolloverRules.Invalid(rollover, time.GetUtcNow()) is { } invalid)
        {
            return invalid;
        }

        await AuditAsync(caller, rollover is null ? "rollover-left-to-la" : "rollover-set");
        state.State.Rollover = rollover is null ? null : RolloverRules.Planned(rollover, caller.Subject, time.GetUtcNow());
        await WriteAsync();
        await ScheduleAsync();
        return await GetRolloverAsync();
    }

    public async Task<Outcome<RolloverDetails>> ApproveRolloverAsync(Caller caller, string runId)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (await StatusAsync(runId) is not { } status)
        {
            return new Problem(ProblemCodes.NotFound, "The school has no such run.");
        }

        var plan = await RolloverPlanAsync();
        if (status is not { Phase: RunPhase.DryRun, Rollover: RolloverMode.Preview } || plan is null || state.State.RolledOver >= plan.Year)
        {
            return new Problem(ProblemCodes.RunState, "Only a dry run made under a planned rollover can be approved.");
        }

        await AuditAsync(caller, "rollover-approved", runId);
        state.State.RolloverApproval = new RolloverApproval { Year = plan.Year, RunId = runId, By = caller.Subject, At = time.GetUtcNow() };
        await WriteAsync();
        return await GetRolloverAsync();
    }

    public async Task<RolloverDetails> GetRolloverAsync()
    {
        var plan = await RolloverPlanAsync();
        return new RolloverDetails
        {
            Phase = RolloverRules.PhaseOf(plan, state.State.RolledOver, time.GetUtcNow()),
            Plan = plan,
            FromLocalAuthority = plan is not null && state.State.Rollover is null,
            Approval = plan is not null && state.State.RolloverApproval?.Year == plan.Year ? state.State.RolloverApproval : null,
            CutOverRun = state.State.CutOverRun,
        };
    }

    private async Task<RolloverPlan?> RolloverPlanAsync() =>
        state.State.Rollover ?? (state.State.Details is { } details ? (await GrainFactory.LocalAuthority(LaCode.Parse(details.LaCode)).GetAsync()).Rollover : null);

    private async Task<RunOrder> WithRolloverAsync(RunOrder order)
    {
        var plan = await RolloverPlanAsync();
        var rollover = RolloverRules.OrderOf(plan, state.State.RolledOver, state.State.RolloverApproval, order.DryRun, order.RequestedAt);
        return order with { Rollover = rollover, AcademicYear = RolloverRules.AcademicYear(plan, state.State.RolledOver, rollover, order.RequestedAt) };
    }

    /// <summary>When the cut-over is due; null when none is to come.</summary>
    private async Task<DateTimeOffset?> CutOverDueAsync() =>
        await RolloverPlanAsync() is { } plan && !(state.State.RolledOver >= plan.Year) ? plan.CutOverAt : null;

    private async Task StartCutOverAsync()
    {
        _cutOverTried = true;

        // An export that is refused does not end the matter: the next attempt is a run of its own.
        var outcome = await StartRunAsync(
            Caller.Service, new StartRun { OperationId = string.Create(CultureInfo.InvariantCulture, $"rollover-{state.State.RunsEver + 1}") });
        if (outcome.Problem is { } problem)
        {
            LogCutOverNotStarted(Urn.Value, problem.Code);
        }
    }

    /// <summary>The new year has begun when its export was planned, even if the gate held a part of it.</summary>
    private void NoteCutOver(RunStatus status, RunOrder? order)
    {
        if (order?.Rollover is { Mode: RolloverMode.CutOver, Year: var year } && status.Phase is RunPhase.Complete or RunPhase.Held)
        {
            state.State.RolledOver = Math.Max(year, state.State.RolledOver ?? year);
            state.State.CutOverRun = status.RunId;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "School {Urn} could not cut over to the new year: {Code}")]
    private partial void LogCutOverNotStarted(string urn, string code);
}
