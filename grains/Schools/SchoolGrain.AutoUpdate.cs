using System.Text.Json;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>The settings screen: what is set up, what comes next, what went wrong last.</summary>
internal sealed partial class SchoolGrain
{
    private const int HistoryShown = 20;

    public Task<AutoUpdateSettings?> GetAutoUpdateAsync() => Task.FromResult(state.State.Details is null ? null : Settings());

    public async Task<Outcome<AutoUpdateSettings>> ConfirmStepAsync(Caller caller, string step, bool done)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } mis)
        {
            return NoMis();
        }

        if (SetUpRules.StepsOf(mis, Left()).FirstOrDefault(one => one.Code == step) is not { } known)
        {
            return new Problem(ProblemCodes.NotFound, $"{mis.DisplayName} has no such step.");
        }

        if (known.Proof is not SetUpProof.Confirmed)
        {
            return new Problem(ProblemCodes.StepNotConfirmable, "Whether this step is done is looked at.");
        }

        if (!MayConfirm(caller, known.By))
        {
            return NotAllowed();
        }

        if (state.State.ConfirmedSteps.ContainsKey(step) != done)
        {
            await AuditAsync(caller, done ? "set-up-step-confirmed" : "set-up-step-reopened", step);
            state.State.ConfirmedSteps = done
                ? state.State.ConfirmedSteps.SetItem(step, new StepConfirmation { By = caller.Subject, At = time.GetUtcNow() })
                : state.State.ConfirmedSteps.Remove(step);
            await WriteAsync();
        }

        return Settings();
    }

    /// <summary>The service desk knows of its own and the supplier's steps, and may speak for a school that telephones.</summary>
    private static bool MayConfirm(Caller caller, SetUpActor by) => caller.Role is Role.ServiceDesk || by switch
    {
        SetUpActor.School => true,
        SetUpActor.HeadTeacher => caller.Role is Role.HeadTeacher,
        _ => false,
    };

    private AutoUpdateSettings Settings()
    {
        var mis = Descriptor();
        if (mis is null)
        {
            return new AutoUpdateSettings { Mis = Configuration(), Enabled = state.State.Schedule.Enabled, NonMisReviewSince = state.State.NonMisReviewSince };
        }

        var steps = SetUpRules.Of(mis, Left(), SetUp(mis));
        return new AutoUpdateSettings
        {
            Mis = Configuration(),
            Enabled = state.State.Schedule.Enabled,
            Schedule = mis.Schedule.Words,
            Steps = steps,
            NextStep = steps.FirstOrDefault(step => step.State is not StepState.Done)?.Code,
            Reports = [.. Reports(mis)],
            HeadOnly = mis.AcceptedBy is MisAcceptance.HeadTeacher,
            Services =
            [
                .. ServicesOf(mis).Select(service => new MisServiceStatus
                {
                    Code = service.Code,
                    DisplayName = service.DisplayName,
                    Has = state.State.Services.Contains(service.Code),
                }),
            ],
            ForceRun = ForceRun(mis.ForceRun),
            LastError = LastError(),
            LastCheck = state.State.LastCheck,
            ApprovalOpenUntil = state.State.Approval is { } approval && approval.ExpiresAt > time.GetUtcNow() ? approval.ExpiresAt : null,
            Approved = state.State.Approved,
            Uploads = [.. state.State.Uploads.Reverse().Take(HistoryShown)],
            Syncs = [.. state.State.RecentSyncs.Reverse()],
            NonMisReviewSince = state.State.NonMisReviewSince,
            Notes = [.. mis.Notes],
        };
    }

    private MisDescriptor? Left() => state.State.MisLeft is { } left ? catalog.Find(left)?.Descriptor : null;

    private SetUpFacts SetUp(MisDescriptor mis)
    {
        var syncs = state.State.RecentSyncs.Where(sync => sync.StartedAt >= (state.State.MisSince ?? DateTimeOffset.MinValue)).ToList();
        var applied = state.State.MisChange is null && syncs.Exists(sync => sync.Phase is RunPhase.Complete or RunPhase.Held);
        return new SetUpFacts
        {
            Missing = [.. mis.RequiredSettings.Where(name => !state.State.Settings.ContainsKey(name) && !state.State.ProtectedSecrets.ContainsKey(name))],
            HasLicenceKey = state.State.LicenceKeySha256 is not null,
            ReportsAccepted = !state.State.AcceptedReports.IsEmpty,
            Approved = state.State.Approved is not null,
            Trouble = state.State.LastTrouble?.Code,
            TroubleAt = state.State.LastTrouble?.At,
            Check = state.State.LastCheck,
            HasExport = applied || state.State.MisChange?.Run is not null || (Puller() is null && state.State.Uploads.Any(upload => upload.State is not UploadState.Refused && IsOfThisMis(upload))),
            HasRead = applied || state.State.MisChange?.Run is not null,
            Applied = applied,
            Preview = state.State.MisChange?.Run,
            Enabled = state.State.Schedule.Enabled,
            Confirmed = state.State.ConfirmedSteps,
        };
    }

    private MisTrouble? LastError()
    {
        if (state.State.LastTrouble is not { } trouble)
        {
            return null;
        }

        var advice = MisAdvice.For(trouble.Code);
        return new MisTrouble
        {
            Code = trouble.Code,
            Words = advice.Words,
            Do = advice.Do,
            By = JsonNamingPolicy.CamelCase.ConvertName(advice.By.ToString()),
            At = trouble.At,
            Where = trouble.Where,
            Id = trouble.Id,
        };
    }

    /// <summary>What a sync that came to rest, preview or not, says about the MIS's data.</summary>
    private void NoteTrouble(RunStatus status)
    {
        if (status.Kind is RunKind.Sync)
        {
            var code = status.Phase is RunPhase.Refused or RunPhase.Failed
                ? status.Problem?.Code ?? "run-failed"
                : status.Reports.FirstOrDefault(report => !report.Complete && MisAdvice.Has(report.Reason ?? ""))?.Reason;
            state.State.LastTrouble = code is null ? null : new SchoolState.Trouble { Code = code, At = time.GetUtcNow(), Where = "run", Id = status.RunId };
        }
    }

    private void NoteTrouble(UploadRecord upload)
    {
        if (upload.Refused is { } refused)
        {
            state.State.LastTrouble = new SchoolState.Trouble { Code = refused.Code, At = upload.ReceivedAt, Where = "upload", Id = upload.UploadId };
        }
        else if (state.State.LastTrouble is { Where: "upload" })
        {
            state.State.LastTrouble = null;
        }
    }
}
