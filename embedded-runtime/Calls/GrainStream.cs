using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>
/// A sequence that a grain produces. The enumerator lives in the activation; each pull is an interleaving call that brings what is ready, up to
/// a batch, as in Orleans.
/// </summary>
internal sealed class GrainStream<T>(GrainProxy proxy, GrainMethod method, object?[]? arguments) : IAsyncEnumerable<T>
{
    private const int BatchSize = 100;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(proxy, method, (object?[]?)arguments?.Clone(), cancellationToken);

    private sealed class Enumerator(GrainProxy proxy, GrainMethod method, object?[]? arguments, CancellationToken cancellation)
        : IAsyncEnumerator<T>
    {
        private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        private readonly Queue<T> _ready = new();
        private IAsyncEnumerator<T>? _source;
        private Activation? _host;
        private Task<bool>? _moving;
        private bool _ended;

        public T Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            cancellation.ThrowIfCancellationRequested();
            if (_ready.Count == 0 && !_ended)
            {
                await Pull().WaitAsync(cancellation);
            }

            var more = _ready.TryDequeue(out var next);
            Current = next!;
            return more;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            if (_source is { } source && _host is { IsGone: false } host)
            {
                _source = null;
                var call = new DelegateCall<Nothing>(proxy.Silo, proxy.GrainId, Ambient.Current, method.Name, async _ =>
                {
                    await source.DisposeAsync();
                    return default;
                })
                { Interleave = true };
                host.CountStream(-1);
                if (host.TryEnqueue(call))
                {
                    await call.Task;
                }
            }

            _stop.Dispose();
        }

        private async Task Pull()
        {
            var call = new DelegateCall<bool>(proxy.Silo, proxy.GrainId, Ambient.Current, method.Name, ProduceAsync) { Interleave = true, Deadline = method.Timeout };
            if (_host is null)
            {
                proxy.Dispatch(call);
            }
            else if (!_host.TryEnqueue(call))
            {
                throw new EnumerationAbortedException($"The grain {proxy.GrainId} left before the end of {method.Name}.");
            }

            _ended = !await call.Task;
        }

        // Runs in a turn of the activation. False at the end of the sequence.
        private async Task<bool> ProduceAsync(object grain)
        {
            if (_source is null)
            {
                _host = Activation.Executing;
                if (method.TokenIndex >= 0)
                {
                    arguments![method.TokenIndex] = _stop.Token;
                }

                _host!.CountStream(1);
                _source = ((IAsyncEnumerable<T>)method.Invoke(grain, arguments)).GetAsyncEnumerator(_stop.Token);
            }

            for (var taken = 0; taken < BatchSize; taken++)
            {
                var next = _moving ?? _source.MoveNextAsync().AsTask();
                _moving = null;
                if (!next.IsCompleted && taken > 0)
                {
                    // What is ready goes now; the item being waited for comes with the next pull.
                    _moving = next;
                    return true;
                }

                if (!await next)
                {
                    return false;
                }

                _ready.Enqueue(method.IsolateResult(_source.Current));
            }

            return true;
        }
    }
}
