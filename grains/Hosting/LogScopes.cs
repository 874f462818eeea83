using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Uso.Grains.Hosting;

/// <summary>
/// What log lines have around them: the trace and the request that they belong to. The framework would add the request's path, which carries usernames.
/// </summary>
public sealed class LogScopes : IExternalScopeProvider
{
    private const string Path = "RequestPath";

    private readonly LoggerExternalScopeProvider _scopes = new();

    public IDisposable Push(object? state) => _scopes.Push(
        state is IReadOnlyList<KeyValuePair<string, object?>> facts && facts.Any(fact => fact.Key == Path) ? new Scope(facts.Where(fact => fact.Key != Path)) : state);

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (Activity.Current is { } activity)
        {
            callback(new Scope([new("TraceId", activity.TraceId.ToHexString()), new("SpanId", activity.SpanId.ToHexString())]), state);
        }

        _scopes.ForEachScope(callback, state);
    }

    private sealed class Scope(IEnumerable<KeyValuePair<string, object?>> facts) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private readonly KeyValuePair<string, object?>[] _facts = [.. facts];

        public int Count => _facts.Length;

        public KeyValuePair<string, object?> this[int index] => _facts[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _facts.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => string.Join(' ', _facts.Select(fact => $"{fact.Key}:{fact.Value}"));
    }
}

/// <summary>Adds <see cref="LogScopes"/>.</summary>
public static class UsoLogging
{
    public static IServiceCollection AddUsoLogScopes(this IServiceCollection services) => services.AddSingleton<IExternalScopeProvider, LogScopes>();
}
