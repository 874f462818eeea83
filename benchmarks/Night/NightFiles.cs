using Uso.Benchmarks.Pipeline;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Night;

/// <summary>The exports of three days: the first, the same people in other bytes, and a day on which 1 % of the people changed.</summary>
internal sealed record NightFiles(IReadOnlyList<ExportFile> Initial, IReadOnlyList<ExportFile> Unchanged, IReadOnlyList<ExportFile> Changed)
{
    public static NightFiles Write(IReadOnlyList<PopulationSchool> schools, string directory)
    {
        return new NightFiles(Day("initial", _ => 0, 0), Day("unchanged", _ => 0, 1), Day("changed", number => number % 2, 2));

        // A later round changes 2 % of a school, so that 1 % of all is every other school.
        IReadOnlyList<ExportFile> Day(string name, Func<int, int> round, int touch)
        {
            var files = new ExportFile[schools.Count];
            Parallel.For(0, schools.Count, i => files[i] = ExportFiles.Write([schools[i]], Path.Combine(directory, name), round(i), touch)[0]);
            return files;
        }
    }
}
