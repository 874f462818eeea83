using System.Diagnostics;
using Uso.Benchmarks.Region;

namespace Uso.Benchmarks;

/// <summary>Highest resident memory of this process so far; Linux tells.</summary>
internal static class PeakMemory
{
    internal static long Mb() => File.Exists("/proc/self/status") ? ProcessFiles.PeakMb("self") : Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
}
