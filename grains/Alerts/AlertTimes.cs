using Uso.Grains.Schools;

namespace Uso.Grains.Alerts;

/// <summary>When an LA's schools are looked at: before people come to work, at midday, and when a school's window is over. Each LA at its own minute. Pure.</summary>
internal static class AlertTimes
{
    /// <summary>How long a run may go on, or wait, after the window before it is late.</summary>
    public static readonly TimeSpan AfterTheWindow = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(15);
    private static readonly TimeOnly[] Fixed = [new(6, 0), new(12, 0)];

    /// <param name="windows">Of the LA's schools.</param>
    public static DateTimeOffset Next(LaCode la, IEnumerable<SyncSchedule> windows, DateTimeOffset now) => windows
        .Select(window => window.WindowEnd.Add(AfterTheWindow).AddMinutes(1))
        .Concat(Fixed)
        .Distinct()
        .Min(from => OvernightWindow.NextDue(new SyncSchedule { Enabled = true, WindowStart = from, WindowEnd = from.Add(Spread) }, la.Value, now));
}
