using System.Collections.Concurrent;

namespace Uso.Runtime.Conformance;

/// <summary>Where a test and its grains meet: they are in one process on both runtimes.</summary>
internal static class Signals
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> All = new();
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Logs = new();

    /// <summary>A test that waits longer than this has failed.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public static void Set(string name) => Of(name).TrySetResult();

    public static Task WaitAsync(string name) => Of(name).Task.WaitAsync(Patience);

    /// <summary>Waits without a limit of its own, as a grain would.</summary>
    public static Task Of(string name, CancellationToken token) => Of(name).Task.WaitAsync(token);

    public static void Note(string log, string entry) => Logs.GetOrAdd(log, _ => new()).Enqueue(entry);

    public static string[] Noted(string log) => Logs.TryGetValue(log, out var entries) ? [.. entries] : [];

    private static TaskCompletionSource Of(string name) =>
        All.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
