using Microsoft.Extensions.Logging;
using Uso.Grains.Secrets;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>The approval round trip: a link with a one-time state goes out with a person to the MIS, and comes back with a code.</summary>
internal sealed partial class SchoolGrain
{
    private static readonly TimeSpan ApprovalLasts = TimeSpan.FromMinutes(30);

    /// <summary>Other callers of the school wait as long: well under the time after which they would give up.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20);

    public async Task<Outcome<ApprovalLink>> BeginApprovalAsync(Caller caller, string returnTo)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } descriptor)
        {
            return NoMis();
        }

        if (catalog.Find(descriptor.Code) is not IApprovedMis mis)
        {
            return new Problem(ProblemCodes.ApprovalNotNeeded, $"{descriptor.DisplayName} is not connected by an approval.");
        }

        var secret = SecretHash.NewSecret();
        string link;
        try
        {
            link = mis.ApprovalLink(new ApprovalRequest(OpenSettings(), new Uri(returnTo), ApprovalState.Of(Urn, secret))).AbsoluteUri;
        }
        catch (MisExportException refused)
        {
            return new Problem(refused.Code, refused.Message);
        }

        var expires = time.GetUtcNow() + ApprovalLasts;
        await AuditAsync(caller, "mis-approval-begun", descriptor.Code);
        state.State.Approval = new SchoolState.PendingApproval { SecretSha256 = SecretHash.Of(secret), By = caller, ReturnTo = returnTo, ExpiresAt = expires };
        await WriteAsync();
        return new ApprovalLink { Url = link, ExpiresAt = expires };
    }

    public async Task<Outcome<Done>> CompleteApprovalAsync(Caller? caller, ApprovalReturn back)
    {
        if (state.State.Approval is not { } pending
            || !SecretHash.Matches(back.Secret, pending.SecretSha256)
            || pending.ExpiresAt <= time.GetUtcNow()
            || state.State.Mis != back.Mis
            || catalog.Find(back.Mis) is not IApprovedMis mis)
        {
            return new Problem(ProblemCodes.ApprovalInvalid, "The approval link was used, has expired or was replaced. Ask for a new one.");
        }

        if (caller is not null && caller.Subject != pending.By.Subject)
        {
            return NotAllowed();
        }

        // Used up before anything is done with it: a repeated call finds nothing.
        state.State.Approval = null;
        await WriteAsync();
        var outcome = string.IsNullOrEmpty(back.Code)
            ? new Problem(MisErrorCodes.ApprovalDenied, MisAdvice.For(MisErrorCodes.ApprovalDenied).Words)
            : await CompleteAsync(mis, new Uri(pending.ReturnTo), back.Code);
        if (!outcome.TryGet(out var connection, out var problem))
        {
            await AuditAsync(pending.By, "mis-approval-failed", back.Mis);
            state.State.LastTrouble = new SchoolState.Trouble { Code = problem.Code, At = time.GetUtcNow(), Where = "approval" };
            await WriteAsync();
            return problem;
        }

        var secret = mis.Descriptor.SecretSettings;
        await AuditAsync(pending.By, "mis-approved", back.Mis);
        state.State.Settings = state.State.Settings.SetItems(connection.Settings.Where(setting => !secret.Contains(setting.Key)));
        state.State.ProtectedSecrets = Protector().Renew(state.State.ProtectedSecrets)
            .SetItems(Protector().Protect(connection.Settings.Where(setting => secret.Contains(setting.Key))));
        state.State.ApprovedSettings = [.. connection.Settings.Keys.Where(name => !secret.Contains(name))];
        state.State.SecretsVersion++;
        state.State.CredentialExpiresOn = connection.CredentialExpiresOn;
        state.State.Approved = new StepConfirmation { By = pending.By.Subject, At = time.GetUtcNow() };
        state.State.LastTrouble = null;
        state.State.LastCheck = null;
        await WriteAsync();
        return Done.Instance;
    }

    private async Task<Outcome<ApprovedConnection>> CompleteAsync(IApprovedMis mis, Uri returnTo, string code)
    {
        using var timeout = new CancellationTokenSource(LongestAnswer, time);
        try
        {
            var answer = new ApprovalAnswer(OpenSettings(), returnTo, code);

            // Off the grain's scheduler: the reader is somebody else's code and touches nothing of ours.
            var connection = await Task.Run(() => mis.CompleteAsync(answer, timeout.Token), timeout.Token).WaitAsync(timeout.Token);
            return connection.Settings.Keys.Except(mis.Descriptor.Settings.Concat(mis.Descriptor.SecretSettings)).FirstOrDefault() is { } unknown
                ? throw new InvalidOperationException($"{mis.Descriptor.Code} made the setting {unknown}, which its descriptor does not name.")
                : connection;
        }
        catch (MisExportException refused)
        {
            return new Problem(refused.Code, refused.Message);
        }
        catch (Exception exception)
        {
            LogApprovalFailed(exception, Urn.Value, mis.Descriptor.Code);
            return new Problem(MisErrorCodes.ApprovalFailed, MisAdvice.For(MisErrorCodes.ApprovalFailed).Words);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Approval of school {Urn} at {Mis} did not complete")]
    private partial void LogApprovalFailed(Exception exception, string urn, string mis);
}
