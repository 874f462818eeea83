using System.CommandLine;
using Uso.Benchmarks.Runtime;

namespace Uso.Benchmarks;

/// <summary>What only the embedded build has.</summary>
internal static class OwnCommands
{
    public static IEnumerable<Command> All(Option<string> runtimeName)
    {
        var runtime = new Command("runtime", "Measures the runtime that hosts the grains.") { runtimeName };
        runtime.SetAction((_, cancellation) => RuntimeBenchmark.RunAsync(cancellation));
        yield return runtime;
    }

    /// <summary>No program of this build is another's part.</summary>
    public static Task<int>? AsPart(string[] args) => null;
}
