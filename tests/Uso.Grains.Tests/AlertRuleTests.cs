using Uso.GrainInterfaces;
using Uso.Grains.Alerts;

namespace Uso.Grains.Tests;

/// <summary>When something is worth saying. Pure.</summary>
public sealed class AlertRuleTests
{
    private static readonly SetAlerts Settings = new();

    [Theory]
    [InlineData("2026-09-07", "2026-09-10", 2)]
    [InlineData("2026-09-07", "2026-09-11", 3)]
    [InlineData("2026-09-11", "2026-09-14", 0)]
    [InlineData("2026-09-11", "2026-09-15", 1)]
    [InlineData("2026-10-23", "2026-11-04", 2)]
    [InlineData("2026-09-07", "2026-09-07", 0)]
    public void SchoolDays_AreNeitherWeekendsNorHolidays(string last, string today, int days)
    {
        Closure[] halfTerm = [new() { From = new DateOnly(2026, 10, 26), Until = new DateOnly(2026, 10, 30) }];
        Assert.Equal(days, SchoolDays.Between(DateOnly.Parse(last, null), DateOnly.Parse(today, null), [.. halfTerm]));
    }

    [Theory]
    [InlineData(new[] { 400, 400, 410, 405 }, false)]
    [InlineData(new[] { 200, 400, 410, 405 }, true)]
    [InlineData(new[] { 600, 400, 410, 405 }, true)]
    [InlineData(new[] { 10, 18, 18, 18 }, false)]
    [InlineData(new[] { 200, 400 }, false)]
    [InlineData(new[] { 200, 200, 200, 200, 400, 400 }, false)]
    public void CountsOffTheirTrend_AreSaid(int[] newestFirst, bool said) =>
        Assert.Equal(said, Codes(Night(NightState.Done) with { Recent = [.. newestFirst.Select(rows => Sync(rows))] }).Contains(AlertRules.OffTrend));

    [Fact]
    public void RefusedExports_AreNoPartOfATrend() => Assert.DoesNotContain(
        AlertRules.OffTrend,
        Codes(Night(NightState.Failed) with { Recent = [Sync(0) with { Phase = RunPhase.Refused }, Sync(400), Sync(400), Sync(400), Sync(400)] }));

    [Theory]
    [InlineData(NightState.Running, 4, true)]
    [InlineData(NightState.Running, 2, false)]
    [InlineData(NightState.Due, 4, true)]
    [InlineData(NightState.Due, -4, false)]
    [InlineData(NightState.Done, 9, false)]
    public void LateRun_IsSaid(NightState state, int hoursAgo, bool said) =>
        Assert.Equal(said, Codes(Night(state) with { Since = Region.Monday.AddHours(-hoursAgo) }).Contains(AlertRules.LateRun));

    [Theory]
    [InlineData(15, false)]
    [InlineData(14, true)]
    [InlineData(-1, true)]
    public void CredentialAboutToEnd_IsSaid(int inDays, bool said) => Assert.Equal(
        said, Codes(Night(NightState.Done) with { CredentialExpiresOn = DateOnly.FromDateTime(Region.Monday.UtcDateTime).AddDays(inDays) }).Contains(AlertRules.CredentialExpires));

    [Fact]
    public void FailureAndRefusal_AreTold_EachWithItsCode()
    {
        var failed = Night(NightState.Failed) with { Reason = "run-failed", Recent = [Sync(1) with { Phase = RunPhase.Failed }] };
        Assert.Equal([AlertRules.RunFailed], Codes(failed));
        Assert.Equal([AlertRules.ExportRefused], Codes(failed with { Reason = "export-empty", Recent = [Sync(0) with { Phase = RunPhase.Refused }] }));
        Assert.Empty(Codes(Night(NightState.Off) with { LastExportAt = Region.Monday.AddYears(-1) }));
    }

    [Theory]
    [InlineData(NightState.Failed)]
    [InlineData(NightState.Running)]
    public void StoppedRun_IsSaid_AlsoWhileItIsTriedAgain(NightState state) => Assert.Equal(
        [AlertRules.RunFailed],
        Codes(Night(state) with { Stopped = new StoppedRun { RunId = "r000001", Since = Region.Monday, Planned = 41, Applied = 29, ResumeAt = Region.Monday.AddHours(1) } }));

    [Theory]
    [InlineData(NightState.Due, 29, false)]
    [InlineData(NightState.Due, 31, true)]
    [InlineData(NightState.Running, 29, false)]
    [InlineData(NightState.Running, 31, true)]
    public void LateRun_IsSaidAtTheEndOfTheSchoolsWindow(NightState state, int minutesAfter, bool said)
    {
        var night = Night(state) with { Since = Region.Monday.AddHours(-1), Window = new SyncSchedule { Enabled = true, WindowStart = new TimeOnly(11, 0), WindowEnd = new TimeOnly(13, 0) } };

        // The window ends at 13:00 in England, which is now.
        Assert.Equal(said, AlertRules.Check(night, new SetAlerts { LateAfterHours = 24 }, Region.Monday.AddMinutes(minutesAfter)).Any(alert => alert.Code == AlertRules.LateRun));
    }

    [Theory]
    [InlineData(3, 6, 3, false)]
    [InlineData(3, 13, 3, true)]
    [InlineData(2, 13, 3, false)]
    [InlineData(5, 13, 5, false)]
    public void NoExport_CountsTheDayItself_FromMiddayOn_WhenItIsASchoolDay(int daysAfterMonday, int hour, int limit, bool said) => Assert.Equal(
        said,
        AlertRules.Check(Night(NightState.Waiting), new SetAlerts { NoExportDays = limit }, Region.Monday.AddDays(daysAfterMonday).AddHours(hour - 12))
            .Any(alert => alert.Code == AlertRules.NoExport));

    private static string[] Codes(SchoolNight school) => [.. AlertRules.Check(school, Settings, Region.Monday).Select(alert => alert.Code)];

    private static SchoolNight Night(NightState state) => new()
    {
        Urn = "999001",
        Name = "School",
        State = state,
        Reason = "test",
        RunId = "r000001",
        Since = Region.Monday,
        LastExportAt = Region.Monday,
        Recent = [Sync(40)],
    };

    private static SyncSummary Sync(int rows) =>
        new() { RunId = "r000001", Phase = RunPhase.Complete, StartedAt = Region.Monday, PupilRows = rows, StaffRows = 0, Held = 0 };
}
