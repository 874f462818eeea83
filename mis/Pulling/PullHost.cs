using System.Net;
using Polly;
using Polly.CircuitBreaker;

namespace Uso.Mis.Pulling;

/// <summary>What all schools' requests to one host share: the room for a few at once, and a breaker that leaves a broken host alone.</summary>
internal sealed class PullHost : IDisposable
{
    // One school's one broken page must not stop the others: nearly everything has to fail.
    private const double FailureRatio = 0.9;

    private readonly SemaphoreSlim _room;
    private readonly ResiliencePipeline<PullTry> _breaker;

    public PullHost(PullOptions options, TimeProvider time)
    {
        _room = new SemaphoreSlim(options.ConcurrencyPerHost);
        _breaker = new ResiliencePipelineBuilder<PullTry> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<PullTry>
            {
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is null && IsBroken(args.Outcome.Result.Answer)),
                FailureRatio = FailureRatio,
                MinimumThroughput = options.BreakAfter,
                SamplingDuration = options.BreakWindow,
                BreakDuration = options.BreakFor,
            })
            .Build();
    }

    public async Task<PullTry> ExecuteAsync<TState>(Func<TState, CancellationToken, ValueTask<PullTry>> send, TState state, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            return await _breaker.ExecuteAsync(static (all, token) => all.send(all.state, token), (send, state), cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            return new PullTry(PullAnswer.Failed(PullFault.CircuitOpen), open.RetryAfter);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();

    // "Too many requests" is the sign of a host that works.
    private static bool IsBroken(PullAnswer answer) => answer.IsTransient && answer.Status is not HttpStatusCode.TooManyRequests && answer.Fault is not PullFault.NotWhole;
}
