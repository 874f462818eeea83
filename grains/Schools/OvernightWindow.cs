using System.Security.Cryptography;
using System.Text;

namespace Uso.Grains.Schools;

/// <summary>When a school's night run is due: at its own minute of the window, so that a region does not start at once.</summary>
internal static class OvernightWindow
{
    private static readonly TimeZoneInfo England = FindEngland();

    /// <summary>The first due time after <paramref name="now"/>, UTC. The same key has the same minute every night.</summary>
    public static DateTimeOffset NextDue(SyncSchedule schedule, string key, DateTimeOffset now)
    {
        var length = schedule.WindowEnd - schedule.WindowStart;
        var jitter = length * Fraction(key);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, England).DateTime);
        for (var day = today.AddDays(-1); ; day = day.AddDays(1))
        {
            var local = day.ToDateTime(schedule.WindowStart) + jitter;
            if (England.IsInvalidTime(local))
            {
                local = local.AddHours(1);
            }

            var due = new DateTimeOffset(local, England.GetUtcOffset(local)).ToUniversalTime();
            if (due > now)
            {
                return due;
            }
        }
    }

    /// <summary>The first end of the window after a moment, UTC.</summary>
    public static DateTimeOffset EndAfter(SyncSchedule schedule, DateTimeOffset moment) => NextDue(new SyncSchedule { Enabled = true, WindowStart = schedule.WindowEnd, WindowEnd = schedule.WindowEnd }, "", moment);

    /// <summary>Whether it is afternoon in England.</summary>
    public static bool IsAfternoon(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, England).Hour >= 12;

    /// <summary>When the night that <paramref name="now"/> belongs to began: the last noon in England.</summary>
    public static DateTimeOffset NightStart(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, England).DateTime;
        var noon = local.Date.AddHours(local.Hour < 12 ? -12 : 12);
        return new DateTimeOffset(noon, England.GetUtcOffset(noon)).ToUniversalTime();
    }

    /// <summary>The date in England.</summary>
    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, England).DateTime);

    private static double Fraction(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return BitConverter.ToUInt32(hash) / (double)uint.MaxValue;
    }

    private static TimeZoneInfo FindEngland() =>
        // A minimal image may lack time zone data; an hour's shift of the night window in summer is then the only effect.
        TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out var zone) ? zone : TimeZoneInfo.Utc;
}
