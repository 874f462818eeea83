using Uso.Mis.Contract;
using Uso.Samples.Generator;

namespace Uso.Mis.Tests.Contract;

/// <summary>What came of one export: the items, or the code with which it was refused.</summary>
internal sealed class ContractReading
{
    private static readonly SourceRow Nowhere = new("", 0);

    private ContractReading(IReadOnlyList<ExtractItem> items, string? refusal) => (Items, Refusal) = (items, refusal);

    public IReadOnlyList<ExtractItem> Items { get; }

    public string? Refusal { get; }

    public IEnumerable<ExtractPerson> People => Items.OfType<ExtractPerson>();

    /// <summary>Exports, looks, reads, as the pipeline does.</summary>
    public static async Task<ContractReading> OfAsync(MisFixture mis, SchoolDay day, ContractFlaw flaw, params Report[] reports)
    {
        var accepted = reports.ToHashSet();
        try
        {
            var (bytes, fileName) = await mis.ExportAsync(day, flaw, accepted);
            using var stream = new MemoryStream(bytes);
            mis.Mis.Inspect(stream, fileName);
            stream.Position = 0;
            return new ContractReading([.. mis.Mis.Read(stream, fileName, new ReadSettings { Accepted = accepted })], refusal: null);
        }
        catch (MisExportException refused)
        {
            return new ContractReading([], refused.Code);
        }
    }

    public ReportEnd? End(Report report) => Items.OfType<ReportEnd>().SingleOrDefault(e => e.Report == report);

    /// <summary>People as the difference of two nights sees them: where a row stood does not matter.</summary>
    public IReadOnlySet<ExtractPerson> PeopleWithoutSource() => People.Select(p => p with { Source = Nowhere }).ToHashSet();

    public IReadOnlySet<(string Group, PersonKind Kind, string Person)> Memberships()
    {
        var names = Items.OfType<ExtractGroup>().DistinctBy(g => g.GroupId).ToDictionary(g => g.GroupId, g => g.Name);
        return Items.OfType<ExtractMembership>().Select(m => (names[m.GroupId], m.Kind, m.PersonMisId)).ToHashSet();
    }

    /// <summary>The pupils' report ends as promised.</summary>
    public void AssertEnds(ContractPromise promise)
    {
        if (promise.Refusal is { } code)
        {
            Assert.Equal(code, Refusal);
            return;
        }

        Assert.Null(Refusal);
        var end = End(Report.Students);
        Assert.NotNull(end);
        Assert.Equal((promise.Reason is null, promise.Reason), (end.Complete, end.Reason));
    }

    /// <summary>True when the report is supported, and then it is whole; otherwise nothing of it is there.</summary>
    public bool AssertSupport(ContractPromise promise, Report report)
    {
        Assert.Null(Refusal);
        if (promise.NotSupported is not null)
        {
            Assert.DoesNotContain(Items, item => item.Report == report);
            return false;
        }

        var end = End(report);
        Assert.NotNull(end);
        Assert.Equal((promise.Reason is null, promise.Reason), (end.Complete, end.Reason));
        return true;
    }
}
