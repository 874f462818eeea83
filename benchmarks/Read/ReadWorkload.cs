using Uso.Benchmarks.Pipeline;
using Uso.Mis;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>One MIS's exports of a population, made by the MIS's contract fixture: pushed bytes, or what a pull from its fake captured.</summary>
internal sealed class ReadWorkload(string mis) : IDisposable
{
    private static readonly HashSet<Report> Reports = [Report.Students, Report.Staff];
    private static readonly ReadSettings Settings = new() { Accepted = Reports };
    private readonly MisCatalog _catalog = MisCatalog.Default(TimeProvider.System, new PullOptions { AllowPrivateAddresses = true });
    private readonly List<(ExportFile File, string? Name)> _exports = [];

    public IReadOnlyList<ExportFile> Files => [.. _exports.Select(e => e.File)];

    public async Task WriteAsync(IReadOnlyList<PopulationSchool> schools, string directory, CancellationToken cancellationToken)
    {
        await using var fixture = MisFixtures.Of(mis);
        await fixture.StartAsync(_catalog);
        foreach (var school in schools)
        {
            // Every school in turn is the fixture's own.
            var export = await fixture.ExportAsync(school.Export() with { School = ContractSchool.Day().School }, ContractFlaw.None, Reports);
            var path = Path.Combine(directory, school.School.Urn);
            await File.WriteAllBytesAsync(path, export.Bytes, cancellationToken);
            _exports.Add((new ExportFile(school.School.Urn, path), export.FileName));
        }
    }

    /// <summary>Reads everything with the MIS's own reader.</summary>
    /// <returns>Rows.</returns>
    public int Read()
    {
        var reader = _catalog.Find(mis)!;
        var rows = 0;
        foreach (var (file, name) in _exports)
        {
            using var stream = File.OpenRead(file.Path);
            foreach (var item in reader.Read(stream, name, Settings))
            {
                rows += item is ExtractPerson or RejectedRow ? 1 : 0;
            }
        }

        return rows;
    }

    public void Dispose() => _catalog.Dispose();
}
