using Uso.Samples.Generator;

namespace Uso.Benchmarks.Pipeline;

internal sealed record ExportFile(string Urn, string Path);

/// <summary>Writes each school's export as the SIMS agent would send it.</summary>
internal static class ExportFiles
{
    /// <param name="round">0 is the first export; each later round changes about 2 % of it.</param>
    /// <param name="touch">Another number gives other bytes with the same content.</param>
    public static IReadOnlyList<ExportFile> Write(IEnumerable<PopulationSchool> schools, string directory, int round, int touch)
    {
        Directory.CreateDirectory(directory);
        var files = new List<ExportFile>();
        foreach (var school in schools)
        {
            var export = school.Export(round);
            var path = System.IO.Path.Combine(directory, $"{school.School.Urn}.zip");
            using var file = File.Create(path);
            SimsWriter.WriteExport(export with { ExportedAt = export.ExportedAt.AddMinutes(10 * touch) }, file);
            files.Add(new ExportFile(school.School.Urn, path));
        }

        return files;
    }
}
