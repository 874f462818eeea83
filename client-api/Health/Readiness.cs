using System.Text;
using Microsoft.Extensions.Options;
using Uso.ClientApi.Hosting;
using Uso.Grains.Blobs;

namespace Uso.ClientApi.Health;

/// <summary>
/// Whether this process can do its work now: a grain call that writes and reads storage, and a blob that is written and read. One probe at a time;
/// an answer counts for a second, so that many probes cost one.
/// </summary>
internal sealed class Readiness(
    ClusterLink link,
    IGrainFactory grains,
    IBlobStore blobs,
    TimeProvider clock,
    IOptions<ClientApiOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<Readiness> logger)
    : IDisposable
{
    private static readonly TimeSpan AnswerCounts = TimeSpan.FromSeconds(1);
    private static readonly ConsumerId ProbeId = ConsumerId.Parse("readiness-probe");
    private static readonly Caller Prober = new() { Subject = "readiness", Role = Role.ServiceDesk };
    private static readonly byte[] ProbeBytes = Encoding.ASCII.GetBytes("readiness probe\n");

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private long _answeredAt;
    private string? _answer;
    private bool _answered;

    /// <summary>Null when ready, otherwise the code of the problem.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return ApiCodes.Draining;
        }

        if (!link.IsUp)
        {
            return ApiCodes.Unavailable;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!_answered || clock.GetElapsedTime(_answeredAt) >= AnswerCounts)
            {
                _answer = await ProbeAsync();
                _answeredAt = clock.GetTimestamp();
                _answered = true;
            }

            return _answer;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async Task<string?> ProbeAsync()
    {
        using var timeout = new CancellationTokenSource(options.Value.ReadinessTimeout, clock);
        try
        {
            await ProbeGrainAsync().WaitAsync(options.Value.ReadinessTimeout, clock);
            await ProbeBlobAsync(timeout.Token).WaitAsync(options.Value.ReadinessTimeout, clock);
            return null;
        }
        catch (Exception exception)
        {
            // Whatever the fault is, the answer is the same: not ready. Its text may quote values.
            ReadinessLog.NotReady(logger, exception.GetType().FullName!);
            return ApiCodes.Unavailable;
        }
    }

    /// <summary>The probe writes a consumer of its own, which reads no LA, each time with another name.</summary>
    private async Task ProbeGrainAsync()
    {
        var name = $"Readiness probe {clock.GetUtcNow().UtcTicks}";
        var grain = grains.Consumer(ProbeId);
        var put = await grain.PutAsync(Prober, new PutConsumer { Name = name, LocalAuthorities = [] });
        if (put.Problem is not null || (await grain.GetAsync())?.Name is null)
        {
            throw new InvalidOperationException("The probe was not written.");
        }
    }

    private async Task ProbeBlobAsync(CancellationToken cancellationToken)
    {
        var address = await blobs.WriteAsync((stream, token) => stream.WriteAsync(ProbeBytes, token).AsTask(), cancellationToken);
        await using var content = await blobs.OpenAsync(address.Sha256, cancellationToken);
        if (content?.Length != ProbeBytes.Length)
        {
            throw new InvalidOperationException("The probe's blob was not written.");
        }
    }
}

internal static partial class ReadinessLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: {ExceptionType}")]
    public static partial void NotReady(ILogger logger, string exceptionType);
}
