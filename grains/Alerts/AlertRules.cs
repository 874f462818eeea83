using System.Globalization;
using Uso.Grains.Schools;

namespace Uso.Grains.Alerts;

/// <summary>What is to be said about a school. Pure; no personal data comes near it, only numbers, dates and codes.</summary>
internal static class AlertRules
{
    public const string NoExport = "no-export";
    public const string LateRun = "late-run";
    public const string RunFailed = "run-failed";
    public const string ExportRefused = "export-refused";
    public const string RunHeld = "run-held";
    public const string OffTrend = "counts-off-trend";
    public const string CredentialExpires = "credential-expires";

    /// <summary>Nights that a trend is made of, and fewer than which are none.</summary>
    private const int TrendNights = 5;
    private const int FewestNights = 3;

    /// <summary>A difference of a few people is no news in a small school.</summary>
    private const int SmallestDifference = 10;

    public static IEnumerable<(string Code, string Detail)> Check(SchoolNight school, SetAlerts settings, DateTimeOffset now)
    {
        var today = OvernightWindow.Today(now);
        if (school.State is not NightState.Off && school.LastExportAt is { } last && Missed(OvernightWindow.Today(last)) is var missed && missed >= settings.NoExportDays)
        {
            yield return (NoExport, Text($"No usable export on {missed} school days; the last one on {OvernightWindow.Today(last):O}."));
        }

        if (school is { State: NightState.Running or NightState.Due, Since: { } since } && (since.AddHours(settings.LateAfterHours) < now || IsBeyondTheWindow(since)))
        {
            yield return (LateRun, school.State is NightState.Due
                ? Text($"A run was due at {since:u} and has not begun.")
                : Text($"Run {school.RunId} began at {since:u} and has not ended."));
        }

        if (school.Stopped is { } stopped)
        {
            // Said until it has ended, also while it is being tried again.
            yield return (RunFailed, Text($"Run {stopped.RunId} was stopped by a fault after {stopped.Applied} of {stopped.Planned} steps; it goes on by itself."));
        }
        else if (school.State is NightState.Failed)
        {
            var failed = school.Recent.FirstOrDefault()?.Phase is RunPhase.Failed;
            yield return failed
                ? (RunFailed, Text($"Run {school.RunId} was stopped by a fault."))
                : (ExportRefused, Text($"Run {school.RunId} refused the export: {school.Reason}."));
        }

        if (school is { State: NightState.Held, RunId: { } held })
        {
            yield return (RunHeld, Text($"Run {held} holds {school.Recent.FirstOrDefault(sync => sync.RunId == held)?.Held ?? 0} changes until somebody approves or discards them."));
        }

        foreach (var detail in Trend(school, settings.OffTrendPercent))
        {
            yield return (OffTrend, detail);
        }

        if (school.CredentialExpiresOn is { } expires && expires.DayNumber - today.DayNumber <= settings.CredentialDays)
        {
            yield return (CredentialExpires, expires < today ? Text($"The MIS credential ended on {expires:O}.") : Text($"The MIS credential ends on {expires:O}."));
        }

        // By midday an export of the night before has come, or does not come.
        int Missed(DateOnly last) => SchoolDays.Between(last, today, settings.Closures)
            + (last < today && OvernightWindow.IsAfternoon(now) && SchoolDays.IsOpen(today, settings.Closures) ? 1 : 0);

        bool IsBeyondTheWindow(DateTimeOffset since) => school.Window is { } window && OvernightWindow.EndAfter(window, since) + AlertTimes.AfterTheWindow < now;
    }

    private static IEnumerable<string> Trend(SchoolNight school, int percent)
    {
        var good = school.Recent.Where(sync => sync.Phase is not (RunPhase.Refused or RunPhase.Failed)).Take(TrendNights + 1).ToList();
        if (good.Count <= FewestNights)
        {
            yield break;
        }

        var parts = new[] { ("pupils", Off(good, sync => sync.PupilRows, percent)), ("staff", Off(good, sync => sync.StaffRows, percent)) }
            .Where(part => part.Item2 is not null)
            .Select(part => Text($"{part.Item2!.Value.Now} rows of {part.Item1}, where the nights before had {part.Item2.Value.Median}"))
            .ToList();
        if (parts.Count > 0)
        {
            yield return string.Join("; ", parts) + ".";
        }
    }

    private static (int Now, int Median)? Off(List<SyncSummary> newestFirst, Func<SyncSummary, int> rows, int percent)
    {
        var before = newestFirst.Skip(1).Select(rows).Order().ToList();
        var median = before[before.Count / 2];
        var now = rows(newestFirst[0]);
        var difference = Math.Abs(now - median);
        return difference >= SmallestDifference && difference * 100L > (long)median * percent ? (now, median) : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
