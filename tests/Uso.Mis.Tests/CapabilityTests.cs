namespace Uso.Mis.Tests;

/// <summary>What the service's own guides say each MIS can do, against the descriptors.</summary>
public sealed class CapabilityTests
{
    /// <summary>
    /// In the words of <see cref="CapabilityTable"/>. "-": the guides say nothing. Set-up: the guides' steps, which a descriptor has in this order, others between.
    /// "offered": the guides say no, and it is an improvement.
    /// </summary>
    private const string Guides =
        """
        | MIS | route | Staff | Students | Contacts | Groups & Classes | Attendance | Future staff | Future students | schedule | run by hand | accepted by | set-up |
        | SIMS | agent pushes | current | current | yes | yes | yes | yes | yes | set by the agent | from the agent | school | school: licenceKey, school: reportsAccepted, school: firstExport |
        | Arbor | pull | yes | yes | yes | yes | if AutoText | no | offered | daily | force run, not 06:00 to 09:30; about 15 min | school | school: reportsAccepted, school: approved, school: enabled |
        | ScholarPack | pull | yes | yes | yes | yes | if AutoText | no | no | daily | force run, not 06:00 to 09:30; about 15 min | school | school: reportsAccepted, school: approved, school: enabled |
        | Bromcom, shown as "Generic API" | MIS pushes | current | current | yes | offered | yes | yes | yes | set by the MIS | from Bromcom | school | serviceDesk: confirmed, school: licenceKey, misSupplier: firstExport |
        | Integris | pull | yes | yes | yes | yes | yes | no | no | weekday evenings | no | school | school: connectionChecked, school: reportsAccepted |
        | Pupil Asset | pull | yes | yes | yes | no | no | no | no | weekday evenings | no | head only | school: confirmed, school: settings, serviceDesk: confirmed, headTeacher: reportsAccepted |
        | iSAMS | pull | yes | yes | no | offered | no | no | no | daily | force run | school | school: settings, school: reportsAccepted |
        | Ed:gen | pull | yes | yes | no | offered | no | no | no | daily | force run | school | school: settings, school: reportsAccepted |
        | Wonde | pull | yes | yes | - | yes | - | no | yes | daily; full export each new year | force run | school | school: connectionChecked, us: tested |
        """;

    private static readonly MisCatalog Catalog = MisCatalog.Default(TimeProvider.System);

    private static readonly Dictionary<string, string[]> Expected = Guides.ReplaceLineEndings("\n").Split('\n').Skip(1)
        .Select(row => row[2..^2].Split(" | "))
        .ToDictionary(cells => cells[0].Split(", shown")[0], StringComparer.Ordinal);

    public static TheoryData<string> Codes => [.. Catalog.All.Where(mis => mis.Descriptor.Route is not MisRoute.File).Select(mis => mis.Descriptor.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Descriptor_SaysWhatTheGuidesSay(string code)
    {
        var mis = Catalog.Find(code)!.Descriptor;
        Assert.True(Expected.ContainsKey(mis.DisplayName), $"{mis.DisplayName} is not in the guides' table.");
        var (expected, actual) = (Expected[mis.DisplayName], CapabilityTable.Cells(mis));

        Assert.Equal(
            expected[..^1].Select((cell, column) => cell == "-" ? actual[column] : cell),
            actual[..^1]);
        Assert.All(mis.Catalogue.Where((_, report) => expected[report + 2] == "-"), report => Assert.NotNull(report.Why));

        var steps = new Queue<string>(expected[^1].Split(", "));
        foreach (var step in mis.SetUp.Select(CapabilityTable.Step).Where(step => steps.Count > 0 && steps.Peek() == step))
        {
            steps.Dequeue();
        }

        Assert.Empty(steps);
    }

    [Fact]
    public void EveryMisOfTheGuides_IsThere() =>
        Assert.Subset(Catalog.All.Select(mis => mis.Descriptor.DisplayName).ToHashSet(), Expected.Keys.ToHashSet());

    [Fact]
    public void Descriptors_HoldTogether() => Assert.All(Catalog.All.Select(mis => mis.Descriptor), mis =>
    {
        Assert.Equal(Enum.GetValues<Report>(), mis.Catalogue.Select(one => one.Report));
        Assert.Equal(mis.Reports.Order(), mis.Fields.Select(f => f.Report).Distinct().Order());
        Assert.Equal(mis.Fields.Count, mis.Fields.Select(f => (f.Report, f.Field)).Distinct().Count());
        Assert.All(mis.Reports, report => Assert.Contains(mis.Fields, f => f.Report == report && f.Mandatory));
        Assert.Subset(mis.Settings.ToHashSet(), mis.SecretSettings.ToHashSet());
        Assert.Subset(mis.Settings.ToHashSet(), mis.RequiredSettings.ToHashSet());

        Assert.All(mis.Catalogue, one => Assert.True(
            one.Standing is ReportStanding.Supported || one.Why is { Length: > 0 }, $"{mis.DisplayName} does not say why {one.Report} is greyed out."));
        Assert.All(mis.Catalogue, one => Assert.Equal(one.Standing is ReportStanding.Conditional, one.Needs is not null));

        Assert.NotEmpty(mis.SetUp);
        Assert.Equal(mis.SetUp.Count, mis.SetUp.Select(step => step.Code).Distinct().Count());
        Assert.Equal(mis.ForceRun.ClosedFrom is null, mis.ForceRun.ClosedUntil is null);
        Assert.Equal(mis.SetUp.Any(step => step.Proof is SetUpProof.Approved), Catalog.Find(mis.Code) is IApprovedMis);
        Assert.All(mis.SetUp.Where(step => step.Proof is SetUpProof.Settings), _ => Assert.NotEmpty(mis.RequiredSettings));
    });

    [Fact]
    public void Document_HasTheTable()
    {
        var table = $"{CapabilityTable.Head.ReplaceLineEndings("\n")}\n{string.Join('\n', Catalog.All.Select(mis => CapabilityTable.Row(mis.Descriptor)))}\n";

        Assert.Equal(table, CapabilityTable.InDocument(table));
    }

    /// <summary>Rows and reports have their own words; what refuses a whole export or connection says what to do.</summary>
    [Fact]
    public void WhatRefusesAnExport_SaysWhatToDo() => Assert.All(
        typeof(MisErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!)
            .Where(code => !code.StartsWith("row-", StringComparison.Ordinal) && !code.StartsWith("report-", StringComparison.Ordinal))
            .Except([MisErrorCodes.PageMissing, MisErrorCodes.PageShifted, MisErrorCodes.CountMismatch]),
        code => Assert.True(MisAdvice.Has(code), $"No advice for {code}."));

    [Theory]
    [InlineData("05:59", true)]
    [InlineData("06:00", false)]
    [InlineData("09:29", false)]
    [InlineData("09:30", true)]
    public void ForceRun_NotFirstThing_IsClosedInTheMorning(string england, bool open) =>
        Assert.Equal(open, MisForceRun.NotFirstThing(15).IsOpen(TimeOnly.Parse(england, System.Globalization.CultureInfo.InvariantCulture)));
}
