using System.Collections.Immutable;
using System.Globalization;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>
/// A school that changes its MIS: every id is new. Its syncs are dry runs, by night as by day, until a named person promotes the newest one; that run then applies
/// the very plan that was looked at. The same for a school's first MIS, where its data is tested before it counts.
/// </summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<RunStarted>> PromoteRunAsync(Caller caller, string runId)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await BusyWithAnotherAsync(runId) || await StoppedFirstAsync(runId))
        {
            return Busy();
        }

        if (await StatusAsync(runId) is not { } status)
        {
            return new Problem(ProblemCodes.NotFound, "The school has no such run.");
        }

        if (status.PromotedBy is not null)
        {
            return new RunStarted { RunId = runId, Repeated = true };
        }

        if (status is not { ChangedFrom: not null, Phase: RunPhase.DryRun })
        {
            return new Problem(ProblemCodes.RunState, "Only a dry run of a changed MIS is promoted.");
        }

        if (state.State.MisChange?.Run != runId)
        {
            return new Problem(ProblemCodes.PreviewStale, "A newer dry run is there, or the MIS was changed again.");
        }

        await AuditAsync(caller, "run-promoted", runId, id: $"{runId}/promoted");

        // Written first: a run that goes on is never without its school's watch, whatever happens in between.
        state.State.ActiveRun = runId;
        await WriteAsync();
        await ScheduleAsync();
        var outcome = await GrainFactory.SyncRun(new RunKey(Urn, runId)).PromoteAsync(caller.Subject);
        Watch();
        return outcome.Problem is { } problem ? problem : new RunStarted { RunId = runId, Repeated = false };
    }

    private void NoteMisChange(Caller caller, string? before, MisDescriptor descriptor)
    {
        var code = descriptor.Code;
        state.State.UploadsBefore = state.State.UploadsEver;
        var from = state.State.MisChange?.From ?? before;
        var knowsPeople = state.State.Runs.Any(run => run.Run.Kind is RunKind.Sync);
        var tested = descriptor.SetUp.Any(step => step.Proof is SetUpProof.Tested);
        state.State.MisChange = (from is null || !knowsPeople) && tested ? Change(code)
            : from is null || from == code || !knowsPeople ? null
            : Change(from);

        MisChange Change(string before) => new() { From = before, To = code, By = caller.Subject, At = time.GetUtcNow() };
    }

    /// <summary>Settings that are the school's move to the new MIS, as far as it has the like; what belongs to the MIS before goes, its credentials first.</summary>
    private void BeginWith(MisDescriptor mis, string? before)
    {
        state.State.NonMisReviewSince = before is null ? null : time.GetUtcNow();
        state.State.MisSince = time.GetUtcNow();
        state.State.MisLeft = before;
        state.State.Services = [];
        state.State.Improvements = [];
        state.State.ConfirmedSteps = ImmutableDictionary<string, StepConfirmation>.Empty;
        state.State.Approved = null;
        state.State.ApprovedSettings = [];
        state.State.LastTrouble = null;
        state.State.FieldsSeen = ImmutableHashSet<string>.Empty;
        if (before is not null)
        {
            // An agent that is still there must not go on sending with it.
            state.State.LicenceKeySha256 = null;
            state.State.Supplier = null;
        }

        state.State.AcceptedReports = mis.AcceptedBy is MisAcceptance.HeadTeacher ? [] : [.. state.State.AcceptedReports.Where(report => Unavailable(mis, report) is null)];
        var fields = mis.Fields.Where(field => !field.Mandatory).Select(field => NameOf(field.Report, field.Field)).ToHashSet();
        state.State.OptOuts = [.. state.State.OptOuts.Where(fields.Contains)];
    }

    /// <summary>An upload of the MIS that the school has now.</summary>
    private bool IsOfThisMis(UploadRecord upload) =>
        string.CompareOrdinal(upload.UploadId, string.Create(CultureInfo.InvariantCulture, $"u{state.State.UploadsBefore:00000}")) > 0;

    /// <summary>What a run that came to rest means for the change.</summary>
    private void NoteRunOnMisChange(RunStatus status)
    {
        if (status is { ChangedFrom: not null, Phase: RunPhase.DryRun } && state.State.MisChange is { } change)
        {
            state.State.MisChange = change with { Run = status.RunId };
        }
        else if (status.PromotedBy is not null && state.State.MisChange is { } promoted && status.Phase is RunPhase.Complete or RunPhase.Held)
        {
            state.State.LastMisChange = promoted!;
            state.State.MisChange = null;
        }
        else if (status is { Kind: RunKind.Undo, Phase: RunPhase.Complete } && state.State.LastMisChange is { } last && last.Run == status.UndoOf && last.To == state.State.Mis)
        {
            // The roster has the old ids again.
            state.State.MisChange = last with { Run = null };
            state.State.LastMisChange = null;
        }
    }
}
