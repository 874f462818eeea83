using Uso.Benchmarks.Pipeline;
using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>One MIS's exports, and the least that reading their bytes can cost.</summary>
internal interface IReadWorkload
{
    IMis Mis { get; }

    Task<IReadOnlyList<ExportFile>> WriteAsync(IReadOnlyList<PopulationSchool> schools, string directory, CancellationToken cancellationToken);

    /// <summary>Unpacks every file and goes over it with the platform's reader, looking at nothing.</summary>
    void ReadBare(IReadOnlyList<ExportFile> files);
}
