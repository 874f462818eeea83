using System.CommandLine;
using Uso.Samples.Cluster;

namespace Uso.Benchmarks;

/// <summary>What only the cluster build has.</summary>
internal static class OwnCommands
{
    public static IEnumerable<Command> All(Option<string> runtimeName) => [];

    /// <summary>A silo of a benchmark is this same program.</summary>
    public static Task<int>? AsPart(string[] args) => args is [SiloProcess.Command, ..] ? SampleSilo.RunAsync(args[1..]) : null;
}
