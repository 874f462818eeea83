using System.Globalization;

namespace Uso.Benchmarks.Region;

/// <summary>What Linux tells of other processes, in /proc.</summary>
internal static class ProcessFiles
{
    /// <summary>USER_HZ, which is 100 on every Linux that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    // Fields of /proc/PID/stat, counted from the one behind the program's name.
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int UserTimeOfEnded = 13;
    private const int SystemTimeOfEnded = 14;

    public static TimeSpan Processor(int process) => Stat(process) is { } stat ? Time(stat, UserTime, SystemTime) : TimeSpan.Zero;

    /// <summary>Of a process, its children, and those of them that have ended.</summary>
    public static TimeSpan ProcessorWithChildren(int process)
    {
        var parent = process.ToString(CultureInfo.InvariantCulture);
        var children = Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat && stat[Parent] == parent ? stat : null)
            .OfType<string[]>()
            .ToList();
        var own = Stat(process) is { } server ? Time(server, UserTime, SystemTime, UserTimeOfEnded, SystemTimeOfEnded) : TimeSpan.Zero;
        return children.Aggregate(own, (sum, stat) => sum + Time(stat, UserTime, SystemTime));
    }

    /// <summary>Highest resident memory so far, in megabytes.</summary>
    public static long PeakMb(string process)
    {
        const string Peak = "VmHWM:";
        var line = File.ReadLines($"/proc/{process}/status").First(one => one.StartsWith(Peak, StringComparison.Ordinal));
        return long.Parse(line.AsSpan(Peak.Length).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) >> 10;
    }

    private static TimeSpan Time(string[] stat, params ReadOnlySpan<int> fields)
    {
        var ticks = 0L;
        foreach (var field in fields)
        {
            ticks += long.Parse(stat[field], CultureInfo.InvariantCulture);
        }

        return TimeSpan.FromTicks(ticks * TimeSpan.TicksPerSecond / TicksPerSecond);
    }

    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended between two looks; its parent has its time now.
            return null;
        }
    }
}
