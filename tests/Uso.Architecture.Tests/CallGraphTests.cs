using System.Text.RegularExpressions;

namespace Uso.Architecture.Tests;

/// <summary>Calls between grains go one way, as docs/grains.md draws them.</summary>
public sealed partial class CallGraphTests
{
    private const string TableStart = "<!-- calls: written by the architecture tests -->\n";
    private const string TableEnd = "<!-- end of calls -->";

    /// <summary>A grain's timer that interleaves hands news to the grain itself, which takes it as a call in its turn.</summary>
    private static readonly (string Caller, string Method)[] ToItself = [("SchoolGrain", "RunRestedAsync")];

    /// <summary>Who may change accounts: runs, and nothing else.</summary>
    private static readonly string[] WrittenByRuns = ["GroupsGrain", "MatchIndexGrain", "RosterGrain", "UpnIndexGrain", "UserGrain"];

    [Fact]
    public void Calls_AreFound()
    {
        // The reader of code is worth something only while it finds what is surely there, direct, through a helper class, and as a method group.
        Assert.Contains(CallGraph.Calls, call => call is { Caller: "SyncRunGrain", Callee: "RosterGrain", Method.Name: "ApplyAsync" });
        Assert.Contains(CallGraph.Calls, call => call is { Caller: "SyncRunGrain", Callee: "UpnIndexGrain", Method.Name: "LookupAsync" });
        Assert.Contains(CallGraph.Calls, call => call is { Caller: "MatchIndexGrain", Callee: "RosterGrain", Method.Name: "GetPageAsync" });
        Assert.NotEmpty(CallGraph.From(Code.Classes.Single(type => type.Name == "LocalAuthorityGrain").GetMethod("ReceiveReminder")!));
    }

    [Fact]
    public void Calls_GoOneWay_ApartFromInterleavedReads()
    {
        var edges = CallGraph.Calls
            .Where(call => !call.Interleaves && !ToItself.Contains((call.Caller, call.Method.Name)))
            .ToLookup(call => call.Caller, call => call.Callee);

        Assert.Empty(edges.Select(edge => edge.Key).Where(grain => Reaches(edges, grain, grain, [])).Select(grain => $"{grain} is in a cycle"));
    }

    [Fact]
    public void OnlyRuns_WriteAccountsAndRosters() => Assert.Empty(CallGraph.Calls
        .Where(call => WrittenByRuns.Contains(call.Callee) && Code.Scheduling(call.Method) is null && call.Caller is not "SyncRunGrain")
        .Select(call => $"{call.Caller} calls {call.Callee}.{call.Method.Name}"));

    [Fact]
    public void RunsThemselves_AreOrderedBySchoolsOnly() => Assert.Empty(CallGraph.Calls
        .Where(call => call.Callee is "SyncRunGrain" && Code.Scheduling(call.Method) is null && call.Caller is not "SchoolGrain")
        .Select(call => $"{call.Caller} calls {call.Callee}.{call.Method.Name}"));

    [Theory]
    [InlineData("RosterPageGrain", "RosterGrain")]
    [InlineData("GroupsPageGrain", "GroupsGrain")]
    public void Pages_AreTheirOwnersAlone(string page, string owner) =>
        Assert.Equal([owner], CallGraph.Calls.Where(call => call.Callee == page).Select(call => call.Caller).Distinct());

    [Fact]
    public void Document_HasTheTableOfCalls()
    {
        var document = Repository.Read("docs", "grains.md");
        var start = document.IndexOf(TableStart, StringComparison.Ordinal) + TableStart.Length;
        var end = document.IndexOf(TableEnd, StringComparison.Ordinal);
        Assert.True(start >= TableStart.Length && end >= start, "docs/grains.md has no table of calls");

        Repository.Match(
            document[start..end],
            Table(),
            actual => File.WriteAllText(Repository.PathOf("docs", "grains.md"), document[..start] + actual + document[end..]),
            "The table of calls in docs/grains.md");
    }

    [Fact]
    public void Document_DrawsTheCalls()
    {
        var drawn = Arrow().Matches(Repository.Read("docs", "grains.md"))
            .Select(arrow => $"{arrow.Groups["from"]} {arrow.Groups["line"]} {arrow.Groups["to"]}");
        var called = CallGraph.Calls.GroupBy(call => (call.Caller, call.Callee))
            .Select(edge => $"{Short(edge.Key.Caller)} {(edge.All(call => call.Interleaves) ? "-.->" : "-->")} {Short(edge.Key.Callee)}");

        Assert.Equal(called.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    private static string Short(string grain) => grain.Replace("Grain", "", StringComparison.Ordinal);

    private static string Table()
    {
        var rows = CallGraph.Calls.GroupBy(call => (call.Caller, call.Callee)).Select(edge =>
            $"| {edge.Key.Caller} | {edge.Key.Callee} | {string.Join(", ", edge.Select(call => call.Interleaves ? $"*{call.Method.Name}*" : call.Method.Name))} |");
        return $"| caller | callee | calls; those in *italics* interleave |\n|---|---|---|\n{string.Join('\n', rows)}\n";
    }

    private static bool Reaches(ILookup<string, string> edges, string from, string to, HashSet<string> seen) =>
        edges[from].Any(next => next == to || (seen.Add(next) && Reaches(edges, next, to, seen)));

    [GeneratedRegex("^\\s*(?<from>\\w+) (?<line>-->|-\\.->) (?<to>\\w+)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
