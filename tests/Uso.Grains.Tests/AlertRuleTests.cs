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
