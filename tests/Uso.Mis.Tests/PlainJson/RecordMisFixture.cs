using Uso.Fakes;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.PlainJson;

/// <summary>A fake of a MIS with plain records, a reader on an instant clock, and the settings that join them.</summary>
internal sealed class RecordMisFixture : IAsyncDisposable
{
    private readonly MisCatalog _catalog;

    public RecordMisFixture(RecordServer fake, string code, InstantTime time, Dictionary<string, string> values)
    {
        (Fake, Values) = (fake, values);
        Values["baseUrl"] = fake.Url;
        _catalog = MisCatalog.Default(time, new PullOptions { AllowPrivateAddresses = true, MaxRetries = 2 });
        Mis = (IPullMis)_catalog.Find(code)!;
    }

    public RecordServer Fake { get; }

    public RecordSchool School => Fake.Schools[0];

    public IPullMis Mis { get; }

    public Dictionary<string, string> Values { get; }

    public PullSettings Settings(params Report[] reports) => new(Values, reports.ToHashSet()) { School = new SchoolNumbers(School.Urn, School.LaCode, School.EstablishmentNumber) };

    public async Task<List<ExtractItem>> PullAndReadAsync(params Report[] reports)
    {
        using var capture = new MemoryStream();
        await Mis.PullAsync(Settings(reports), capture, CancellationToken.None);
        return [.. Mis.Read(new MemoryStream(capture.ToArray()), null, new ReadSettings { Accepted = reports.ToHashSet() })];
    }

    public async Task<ReportEnd> EndAsync(Report report) => (await PullAndReadAsync(report)).OfType<ReportEnd>().Single();

    public async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<MisExportException>(() => PullAndReadAsync(Report.Students))).Code;

    public async Task<string[]> CheckAsync(params Report[] reports) => [.. (await Mis.CheckAsync(Settings(reports), CancellationToken.None)).Select(one => one.Code)];

    public async ValueTask DisposeAsync()
    {
        _catalog.Dispose();
        await Fake.DisposeAsync();
    }
}
