using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Concurrency;
using Polly;
using Polly.Retry;

namespace Uso.ClientApi.Hosting;

/// <summary>
/// Repeats a call that a dying or drained silo refused, when it only reads: those are the methods that interleave or are marked so, and a test holds that no
/// other is. What changes something is never repeated here; its operation id lets the caller do so. A call that ran into its timeout is not repeated either:
/// it has cost the caller's patience already.
/// </summary>
internal sealed partial class ClusterCalls : IOutgoingGrainCallFilter
{
    private const int Repeats = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private static readonly ConcurrentDictionary<MethodInfo, bool> Reads = new();

    private readonly ResiliencePipeline _pipeline;

    public ClusterCalls(ILogger<ClusterCalls> logger, TimeProvider clock) => _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Repeats,
            Delay = FirstPause,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = static failed => ValueTask.FromResult(failed.Outcome.Exception is OrleansMessageRejectionException or SiloUnavailableException),
            OnRetry = retry =>
            {
                LogRepeated(logger, retry.AttemptNumber + 1, retry.Outcome.Exception!.GetType().Name);
                return default;
            },
        })
        .Build();

    public Task Invoke(IOutgoingGrainCallContext context) => OnlyReads(context.InterfaceMethod)
        ? _pipeline.ExecuteAsync(static async (call, _) => await call.Invoke(), context).AsTask()
        : context.Invoke();

    private static bool OnlyReads(MethodInfo? method) => method is not null
        && Reads.GetOrAdd(method, static m => m.IsDefined(typeof(ReadOnlyAttribute)) || m.IsDefined(typeof(AlwaysInterleaveAttribute)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "A read was refused with {Exception} and is sent again, attempt {Attempt}")]
    private static partial void LogRepeated(ILogger logger, int attempt, string exception);
}
