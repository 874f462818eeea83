using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>A call of a grain method.</summary>
internal sealed class MethodCall<T> : Call<T>
{
    private readonly GrainMethod _method;
    private object?[]? _arguments;
    private TokenLink? _link;

    public MethodCall(GrainProxy proxy, GrainMethod method, object?[]? arguments, Ambient? caller)
        : base(proxy.Silo, proxy.GrainId, caller)
    {
        _method = method;
        _arguments = arguments;
        if (method.TokenIndex >= 0 && arguments![method.TokenIndex] is CancellationToken { CanBeCanceled: true } token)
        {
            _link = new TokenLink(this, token);
            arguments[method.TokenIndex] = _link.Token;
        }
    }

    public override string Name => _method.Name;

    public override bool Interleaves => _method.Interleaves;

    public override bool ReadsOnly => _method.ReadsOnly;

    public override TimeSpan? Timeout => _method.Timeout;

    public override bool IsMethod => true;

    protected override Task Invoke(object grain)
    {
        var arguments = _arguments;
        // The chain of callers may outlive the call; the arguments need not.
        _arguments = null;
        return (Task)_method.Invoke(grain, arguments);
    }

    protected override T Isolate(T result) => _method.IsolateResult(result);

    protected override void Settled() => Interlocked.Exchange(ref _link, null)?.Release();

    /// <summary>
    /// Carries a cancellation from the caller to the callee: the caller is told at once, the callee's token fires in a turn of its own.
    /// </summary>
    private sealed class TokenLink
    {
        private readonly MethodCall<T> _call;
        private readonly CancellationTokenSource _source = new();
        private readonly CancellationTokenRegistration _registration;

        public TokenLink(MethodCall<T> call, CancellationToken token)
        {
            _call = call;
            _registration = token.UnsafeRegister(static (link, token) => ((TokenLink)link!).Cancelled(token), this);
        }

        public CancellationToken Token => _source.Token;

        public void Release() => _registration.Unregister();

        private void Cancelled(CancellationToken token)
        {
            if (_call.Host is { } host)
            {
                _ = System.Threading.Tasks.Task.Factory.StartNew(
                    static source => ((CancellationTokenSource)source!).Cancel(), _source, CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach, host);
            }
            else
            {
                _source.Cancel();
            }

            _call.Cancel(token);
        }
    }
}
