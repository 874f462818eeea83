using System.Diagnostics;
using Uso.Benchmarks.Region;

namespace Uso.Benchmarks.Night;

/// <summary>What a part of the benchmark took.</summary>
internal sealed record Phase(TimeSpan Elapsed, ProcessorUse Processor, StorageUse Before, StorageUse After)
{
    public double LogMegabytes => Math.Round((After.LogBytes - Before.LogBytes) / 1e6, 1);

    public long WritesOf(string grain) => After.WritesOf(grain) - Before.WritesOf(grain);

    public static async Task<Phase> MeasureAsync(BenchHost host, string name, int people, Func<Task> act, CancellationToken cancellationToken)
    {
        var before = await host.StorageAsync(cancellationToken);
        var processor = host.Processor();
        var started = Stopwatch.GetTimestamp();
        await act();
        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = host.Processor() - processor;
        var phase = new Phase(elapsed, processor, before, await host.StorageAsync(cancellationToken));
        var per = string.Join(", ", processor.MicrosPer(people).Select(part => $"{part.Key} {part.Value:0}"));
        var writes = string.Join(", ", phase.After.Writes.Keys.Order().Select(grain => (grain, count: phase.WritesOf(grain))).Where(one => one.count > 0).Select(one => $"{one.grain} {one.count}"));
        Console.WriteLine($"{name}: {elapsed.TotalSeconds:0.0} s, {people / elapsed.TotalSeconds:0} people/s; microseconds a person: {per}; log {phase.LogMegabytes} MB; writes: {writes}");
        return phase;
    }
}
