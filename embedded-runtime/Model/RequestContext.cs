using Uso.EmbeddedRuntime.Scheduling;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from caller to callee and not back.</summary>
public static class RequestContext
{
    public static IEnumerable<string> Keys => Ambient.Current?.Values?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries => Ambient.Current?.Values ?? Enumerable.Empty<KeyValuePair<string, object>>();

    public static object? Get(string key) => Ambient.Current?.Values is { } values && values.TryGetValue(key, out var value) ? value : null;

    public static void Set(string key, object value)
    {
        // Copied on write: the dictionary in hand may be travelling with a call already.
        var current = Ambient.Current;
        Ambient.Current = new Ambient(
            current?.Values is { } values ? new Dictionary<string, object>(values) { [key] = value } : new() { [key] = value }, current?.Call);
    }

    public static bool Remove(string key)
    {
        var current = Ambient.Current;
        if (current?.Values is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Ambient.Current = new Ambient(rest.Count == 0 ? null : rest, current.Call);
        return true;
    }

    public static void Clear() => Ambient.Current = Ambient.Current?.Call is { } call ? new Ambient(null, call) : null;
}
