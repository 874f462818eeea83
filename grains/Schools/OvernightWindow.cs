using System.Security.Cryptography;
using System.Text;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>When a school's night run is due: at its own minute of the window, so that a region does not start at once.</summary>
internal static class OvernightWindow
{
    private static readonly TimeZoneInfo England = FindEngland();
    private static readonly TimeOnly EarliestEvening = new(17, 0);
    private static readonly TimeOnly Evening = new(19, 0);
    private static readonly TimeOnly EndOfEvening = new(23, 59);

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

    /// <summary>The window as the MIS allows it: a MIS of weekday evenings is never read after midnight, as that may be a Saturday.</summary>
    public static SyncSchedule For(SyncSchedule schedule, MisCadence? cadence)
    {
        if (cadence is not MisCadence.WeekdayEvenings)
        {
            return schedule;
        }

        var start = schedule.WindowStart >= EarliestEvening ? schedule.WindowStart : Evening;
        return schedule with { WindowStart = start, WindowEnd = schedule.WindowEnd > start ? schedule.WindowEnd : EndOfEvening };
    }

    /// <summary>Whether the MIS's data comes on the day, in England, that the moment is in.</summary>
    public static bool IsRunDay(MisCadence? cadence, DateTimeOffset at) =>
        cadence is not MisCadence.WeekdayEvenings || Today(at).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The time of day in England.</summary>
    public static TimeOnly TimeOfDay(DateTimeOffset now) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, England).DateTime);

    /// <summary>That time of the same day in England, UTC.</summary>
    public static DateTimeOffset OnThatDay(DateTimeOffset now, TimeOnly time)
    {
        var local = Today(now).ToDateTime(time);
        return new DateTimeOffset(local, England.GetUtcOffset(local)).ToUniversalTime();
    }

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
