using System.Globalization;
using System.Runtime.CompilerServices;

namespace Uso.Mis.Tests;

/// <summary>A descriptor as one line of the table in <c>docs/mis/README.md</c>.</summary>
internal static class CapabilityTable
{
    public const string Head =
        """
        | MIS | route | Staff | Students | Contacts | Groups & Classes | Attendance | Future staff | Future students | schedule | run by hand | accepted by | set-up |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|
        """;

    public static string Row(MisDescriptor mis) => $"| {string.Join(" | ", Cells(mis))} |";

    public static string[] Cells(MisDescriptor mis) =>
    [
        mis.ShownAs is null ? mis.DisplayName : $"{mis.DisplayName}, shown as \"{mis.ShownAs}\"",
        Route(mis.Route),
        .. mis.Catalogue.Select(Report),
        Cadence(mis.Schedule),
        ForceRun(mis.ForceRun),
        mis.AcceptedBy is MisAcceptance.HeadTeacher ? "head only" : "school",
        string.Join(", ", mis.SetUp.Select(Step)),
    ];

    public static string Step(MisSetUpStep step) => $"{Lower(step.By)}: {Lower(step.Proof)}";

    /// <summary>The part of the document that is made from the descriptors, or, with UPDATE_SNAPSHOTS=1, makes it.</summary>
    public static string InDocument(string expected, [CallerFilePath] string here = "")
    {
        const string start = "<!-- made by the tests of mis/ -->\n", end = "<!-- end -->";
        var path = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "mis", "README.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var (from, to) = (text.IndexOf(start, StringComparison.Ordinal) + start.Length, text.IndexOf(end, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text[..from] + expected + text[to..]);
            return expected;
        }

        return text[from..to];
    }

    private static string Route(MisRoute route) => route switch
    {
        MisRoute.AgentPush => "agent pushes",
        MisRoute.MisPush => "MIS pushes",
        MisRoute.Pull => "pull",
        _ => "file",
    };

    private static string Report(MisReport report) => report.Standing switch
    {
        ReportStanding.Supported => report.CurrentOnly ? "current" : "yes",
        ReportStanding.Conditional => $"if {report.Needs!.DisplayName}",
        ReportStanding.Improvement => "offered",
        _ => "no",
    };

    private static string Cadence(MisSchedule schedule) => schedule.Cadence switch
    {
        MisCadence.Daily => "daily",
        MisCadence.WeekdayEvenings => "weekday evenings",
        MisCadence.SetByAgent => "set by the agent",
        _ => "set by the MIS",
    } + (schedule.FullExportEachYear ? "; full export each new year" : "");

    private static string ForceRun(MisForceRun run) => string.Create(CultureInfo.InvariantCulture, $"{Allowed(run)}{Closed(run)}{Minutes(run)}");

    private static string Allowed(MisForceRun run) => run.Allowed ? "force run" : run.Elsewhere ?? "no";

    private static string Closed(MisForceRun run) => run.ClosedFrom is { } from ? string.Create(CultureInfo.InvariantCulture, $", not {from:HH:mm} to {run.ClosedUntil:HH:mm}") : "";

    private static string Minutes(MisForceRun run) => run.AboutMinutes is { } minutes ? string.Create(CultureInfo.InvariantCulture, $"; about {minutes} min") : "";

    private static string Lower<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
