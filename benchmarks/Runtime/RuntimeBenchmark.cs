namespace Uso.Benchmarks.Runtime;

internal static class RuntimeBenchmark
{
    public static Task<int> RunAsync(CancellationToken cancellationToken) => Task.FromResult(0);
}
