using Uso.Benchmarks.Pipeline;
using Uso.Mis;
using Uso.Mis.Sims;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>Zips of SuperStarReport XML; bare: <c>XmlReader</c>.</summary>
internal sealed class SimsWorkload : IReadWorkload
{
    public IMis Mis { get; } = new SimsMis();

    public Task<IReadOnlyList<ExportFile>> WriteAsync(IReadOnlyList<PopulationSchool> schools, string directory, CancellationToken cancellationToken) =>
        Task.FromResult(ExportFiles.Write(schools, directory, round: 0, touch: 0));

    public void ReadBare(IReadOnlyList<ExportFile> files) => Floors.Parse(files);
}
