using Uso.Grains.Secrets;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>Pulls from the MIS's API, with the credentials that the school has at this moment; what the MIS renews meanwhile is kept for the school.</summary>
internal sealed partial class SyncRunGrain
{
    public Task<RenewedSecrets?> GetRenewedAsync() => Task.FromResult(state.State.Renewed);

    public async Task ForgetSecretsAsync()
    {
        if (state.State.Renewed is not null)
        {
            state.State.Renewed = null;
            await WriteAsync();
        }
    }

    private async Task PullAsync(CancellationToken cancellationToken)
    {
        var order = state.State.Order!;
        var mis = (IPullMis)Mis(order);
        var connection = await GrainFactory.School(Key.Urn).GetConnectionAsync(order.Mis!)
            ?? throw new MisExportException(MisErrorCodes.PullBadSettings, "The school has changed its MIS since the run was ordered.");
        var secrets = new SecretProtector(protection, Key.Urn);
        var ciphertexts = connection.ProtectedSecrets;
        if (state.State.Renewed is { } renewed && renewed.Version == connection.Version)
        {
            // Renewed before a fault: newer than what the school has.
            ciphertexts = ciphertexts.SetItems(renewed.Protected);
        }

        var ourTurns = TaskScheduler.Current;
        var settings = new PullSettings(secrets.Open(connection.Settings, ciphertexts), Accepted(order))
        {
            School = Lifted(order) ? null : new SchoolNumbers(order.School.Urn, order.School.LaCode, order.School.EstablishmentNumber),
            Previous = connection.CaptureSha256 is { } before ? token => blobs.OpenAsync(before, token) : null,
            Renewed = (values, token) =>
                Task.Factory.StartNew(() => KeepAsync(connection, secrets, values), token, TaskCreationOptions.None, ourTurns).Unwrap(),
        };

        // Off the grain's scheduler: the puller is somebody else's code and touches nothing of ours.
        var capture = await Task.Run(
            () => blobs.WriteAsync((stream, token) => mis.PullAsync(settings, stream, token), cancellationToken), cancellationToken);
        state.State.InputSha256 = capture.Sha256;
        state.State.Phase = RunPhase.Planning;
        state.State.Attempts = 0;
        await WriteAsync();
    }

    /// <summary>Durable before the reader goes on: the token that was replaced may be dead already.</summary>
    private Task KeepAsync(MisConnection connection, SecretProtector secrets, IReadOnlyDictionary<string, string> values)
    {
        var known = state.State.Renewed is { } renewed && renewed.Version == connection.Version ? renewed : null;
        state.State.Renewed = new RenewedSecrets
        {
            Mis = connection.Mis,
            Version = connection.Version,
            Protected = secrets.Protect(values).AddRange((known?.Protected ?? []).Where(one => !values.ContainsKey(one.Key))),
        };
        return WriteAsync();
    }
}
