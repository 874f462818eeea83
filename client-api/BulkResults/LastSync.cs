namespace Uso.ClientApi.BulkResults;

/// <summary>The run that bulk results are about.</summary>
internal static class LastSync
{
    /// <summary>How many runs are looked at for the newest that processed something: by-hand and dry runs lie between.</summary>
    private const int RunsToLookAt = 50;

    /// <summary>The newest sync that read an export to its end. Dry and refused ones changed nothing.</summary>
    public static async Task<RunStatus?> FindAsync(IGrainFactory grains, Urn urn)
    {
        foreach (var reference in (await grains.School(urn).GetRunsAsync()).Where(run => run.Kind == RunKind.Sync).Take(RunsToLookAt))
        {
            var status = await grains.SyncRun(new RunKey(urn, reference.RunId)).GetStatusAsync();
            if (status is { DryRun: false, Phase: RunPhase.Complete or RunPhase.Held or RunPhase.Discarded })
            {
                return status;
            }
        }

        return null;
    }
}
