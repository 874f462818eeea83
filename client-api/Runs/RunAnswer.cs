namespace Uso.ClientApi.Runs;

/// <summary>What the run endpoints share.</summary>
internal static class RunAnswer
{
    private const int Turns = 5;
    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan RestWait = TimeSpan.FromSeconds(20);

    /// <summary>202 with the run's address.</summary>
    public static Results<Accepted<RunStarted>, ProblemHttpResult> Accepted(Urn urn, Outcome<RunStarted> outcome) =>
        outcome.TryGet(out var started, out var problem)
            ? TypedResults.Accepted($"/api/schools/{urn}/runs/{started.RunId}", started)
            : Answer.Of(problem);

    public static ProblemHttpResult NotFound() => Answer.NotFound("The school has no such run.");

    /// <summary>The run is there, and what it was about is not.</summary>
    public static ProblemHttpResult Gone() => Answer.Of(ProblemCodes.RunDataGone, "What this run was about is older than such data is kept; its counts stay.");

    /// <summary>Null for an id that no run can have: then there is no such run.</summary>
    public static ISyncRunGrain? Find(IGrainFactory grains, Urn urn, string runId) =>
        RunKey.IsRunId(runId) ? grains.SyncRun(new RunKey(urn, runId)) : null;

    public static Task<Outcome<RunStarted>> ByHandAsync(IGrainFactory grains, Urn urn, Caller caller, string operationId, HandAction action) =>
        InTurnAsync(grains, urn, caller, new StartRun { OperationId = operationId, Actions = [action] });

    /// <summary>Starts a run by hand. One that meets another's waits for it a little: two people at one school do not stand in each other's way.</summary>
    public static async Task<Outcome<RunStarted>> InTurnAsync(IGrainFactory grains, Urn urn, Caller caller, StartRun start)
    {
        for (var turn = 1; ; turn++)
        {
            var outcome = await grains.School(urn).StartRunAsync(caller, start);
            if (outcome.Problem?.Code != ProblemCodes.RunInProgress || turn == Turns || await grains.School(urn).GetRunsAsync() is not [{ } newest, ..])
            {
                return outcome;
            }

            await grains.SyncRun(new RunKey(urn, newest.RunId)).WaitAsync(TurnWait);
        }
    }

    /// <summary>Starts a run by hand and answers once it is known whether the decision could be made: a refusal is the answer, not a run to look up.</summary>
    public static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> DecidedAsync(IGrainFactory grains, Urn urn, Caller caller, StartRun start)
    {
        var outcome = await InTurnAsync(grains, urn, caller, start);
        return outcome.Value is { } started && await RestedAsync(grains, urn, started) is { Phase: RunPhase.Refused, Problem: { } refusal }
            ? Answer.Of(refusal)
            : Accepted(urn, outcome);
    }

    /// <summary>The run once it rests, or as it is when that takes longer than a caller should wait.</summary>
    public static Task<RunStatus?> RestedAsync(IGrainFactory grains, Urn urn, RunStarted started) =>
        grains.SyncRun(new RunKey(urn, started.RunId)).WaitAsync(RestWait);

    /// <summary>A repeated request is answered from its run, although its case is no longer open.</summary>
    public static async Task<bool> IsRepeatAsync(IGrainFactory grains, Urn urn, string operationId) =>
        (await grains.School(urn).GetRunsAsync()).Any(run => run.OperationId == operationId);
}
