using System.Diagnostics;
using System.Globalization;

namespace Uso.Benchmarks;

/// <summary>Highest resident memory of this process so far; Linux tells.</summary>
internal static class PeakMemory
{
    internal static long Mb()
    {
        const string Peak = "VmHWM:";
        var line = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").FirstOrDefault(one => one.StartsWith(Peak, StringComparison.Ordinal)) : null;
        return line is null
            ? Process.GetCurrentProcess().PeakWorkingSet64 >> 20
            : long.Parse(line.AsSpan(Peak.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) >> 10;
    }
}
