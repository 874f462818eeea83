using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Uso.Grains.Secrets;
using Uso.Mis;
using Uso.Mis.Pulling;

namespace Uso.Grains.Schools;

/// <summary>The connection to a pulled MIS: checked on request, handed to runs, kept when a run renewed its secrets.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<CheckedConnection>> CheckConnectionAsync(Caller caller)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } descriptor)
        {
            return NoMis();
        }

        if (Puller() is not { } mis)
        {
            return new Problem(ProblemCodes.MisNotPulled, $"{descriptor.DisplayName} sends its exports: what arrived is in the upload history.");
        }

        if (await BusyWithAnotherAsync(runId: null))
        {
            // Both would renew the same token, and one of them would be left with a dead one.
            return Busy();
        }

        ImmutableArray<ConnectionFinding> findings;
        try
        {
            findings = [.. (await TryAsync(mis)).Select(check => new ConnectionFinding { Code = check.Code, Words = check.Words, Ok = check.IsOk, Report = check.Report?.ToString() })];
        }
        catch (MisExportException refused)
        {
            return new Problem(refused.Code, refused.Message);
        }

        var check = new CheckedConnection { At = time.GetUtcNow(), By = caller.Subject, Ok = findings.All(finding => finding.Ok), Findings = findings };
        await AuditAsync(caller, "mis-checked", descriptor.Code);
        state.State.LastCheck = check;
        await WriteAsync();
        return check;
    }

    private async Task<IReadOnlyList<ConnectionCheck>> TryAsync(IPullMis mis)
    {
        var ourTurns = TaskScheduler.Current;
        var details = state.State.Details!;
        var settings = new PullSettings(OpenSettings(), state.State.AcceptedReports.Select(Enum.Parse<Report>).ToHashSet())
        {
            School = new SchoolNumbers(details.Urn, details.LaCode, details.EstablishmentNumber),
            Renewed = (values, token) => Task.Factory.StartNew(() => KeepAsync(values), token, TaskCreationOptions.None, ourTurns).Unwrap(),
        };
        using var timeout = new CancellationTokenSource(LongestAnswer, time);
        try
        {
            // Off the grain's scheduler: the reader is somebody else's code and touches nothing of ours.
            return await Task.Run(() => mis.CheckAsync(settings, timeout.Token), timeout.Token).WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            return [new ConnectionCheck(ConnectionCheckCodes.Unreachable, $"{mis.Descriptor.DisplayName} does not answer in time. Try again later.")];
        }
        catch (Exception exception) when (exception is not MisExportException)
        {
            LogCheckFailed(exception, Urn.Value, mis.Descriptor.Code);
            return [new ConnectionCheck(ConnectionCheckCodes.BadAnswer, $"{mis.Descriptor.DisplayName} answers, but not as it should. Tell the service desk.")];
        }
    }

    private Task KeepAsync(IReadOnlyDictionary<string, string> renewed)
    {
        state.State.ProtectedSecrets = state.State.ProtectedSecrets.SetItems(Protector().Protect(renewed));
        return WriteAsync();
    }

    public Task<MisConnection?> GetConnectionAsync(string mis) => Task.FromResult(state.State.Mis != mis ? null : new MisConnection
    {
        Mis = mis,
        Settings = state.State.Settings,
        ProtectedSecrets = state.State.ProtectedSecrets,
        Version = state.State.SecretsVersion,
        CaptureSha256 = state.State.CaptureSha256,
    });

    /// <summary>The MIS that this school is pulled from; null when none is chosen, or it, or a person, sends the exports.</summary>
    private IPullMis? Puller() => state.State.Mis is { } code && catalog.Find(code) is IPullMis mis && mis.Pulls(state.State.Settings) ? mis : null;

    private SecretProtector Protector() => new(protection, Urn);

    private IReadOnlyDictionary<string, string> OpenSettings() => Protector().Open(state.State.Settings, state.State.ProtectedSecrets);

    /// <summary>
    /// Stores what the MIS renewed while a run pulled; then the run keeps no secrets. Done again after a crash it comes to the same. Credentials that a person
    /// gave meanwhile are newer.
    /// </summary>
    private async Task TakeRenewedAsync(RunStatus status)
    {
        if (status is not { Kind: RunKind.Sync, UploadId: null })
        {
            return;
        }

        var run = GrainFactory.SyncRun(new RunKey(Urn, status.RunId));
        if (await run.GetRenewedAsync() is not { } renewed)
        {
            return;
        }

        if (renewed.Mis == state.State.Mis && renewed.Version == state.State.SecretsVersion)
        {
            state.State.ProtectedSecrets = state.State.ProtectedSecrets.SetItems(renewed.Protected);
            await WriteAsync();
        }

        await run.ForgetSecretsAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connection check of school {Urn} at {Mis} broke off")]
    private partial void LogCheckFailed(Exception exception, string urn, string mis);
}
