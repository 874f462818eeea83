namespace Uso.ClientApi.Runs;

/// <summary>What the run endpoints share.</summary>
internal static class RunAnswer
{
    /// <summary>202 with the run's address.</summary>
    public static Results<Accepted<RunStarted>, ProblemHttpResult> Accepted(Urn urn, Outcome<RunStarted> outcome) =>
        outcome.TryGet(out var started, out var problem)
            ? TypedResults.Accepted($"/api/schools/{urn}/runs/{started.RunId}", started)
            : Answer.Of(problem);

    public static ProblemHttpResult NotFound() => Answer.NotFound("The school has no such run.");

    /// <summary>Null for an id that no run can have: then there is no such run.</summary>
    public static ISyncRunGrain? Find(IGrainFactory grains, Urn urn, string runId) =>
        RunKey.IsRunId(runId) ? grains.SyncRun(new RunKey(urn, runId)) : null;

    public static Task<Outcome<RunStarted>> ByHandAsync(IGrainFactory grains, Urn urn, Caller caller, string operationId, HandAction action) =>
        grains.School(urn).StartRunAsync(caller, new StartRun { OperationId = operationId, Actions = [action] });

    /// <summary>A repeated request is answered from its run, although its case is no longer open.</summary>
    public static async Task<bool> IsRepeatAsync(IGrainFactory grains, Urn urn, string operationId) =>
        (await grains.School(urn).GetRunsAsync()).Any(run => run.OperationId == operationId);
}
