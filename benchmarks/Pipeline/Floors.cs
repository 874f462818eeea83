using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Uso.Mis;
using Uso.Mis.Sims;

namespace Uso.Benchmarks.Pipeline;

/// <summary>A row of the bare table.</summary>
internal sealed record FloorPerson(string Id, string? First, string? Last, string? Born, string? Upn, string? Year, string? Reg)
{
    public const string Table = """
        CREATE TABLE person (id TEXT PRIMARY KEY, first TEXT, last TEXT, born TEXT, upn TEXT, year TEXT, reg TEXT){0};
        CREATE INDEX person_upn ON person (upn);
        CREATE INDEX person_name ON person (last, first, born);
        """;

    public string?[] Values => [Id, First, Last, Born, Upn, Year, Reg];
}

/// <summary>What the same machine, at the same moment, needs for the bare minimum.</summary>
internal static class Floors
{
    public static TimeSpan Parse(IEnumerable<ExportFile> files)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var file in files)
        {
            using var zip = ZipFile.OpenRead(file.Path);
            foreach (var entry in zip.Entries)
            {
                using var xml = XmlReader.Create(entry.Open(), new XmlReaderSettings { IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit });
                while (xml.Read())
                {
                }
            }
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>The people of the files, as the exports name them.</summary>
    public static List<FloorPerson> People(IEnumerable<ExportFile> files) => [.. files.SelectMany(People)];

    private static IEnumerable<FloorPerson> People(ExportFile file)
    {
        using var stream = File.OpenRead(file.Path);
        var settings = new ReadSettings { Accepted = new HashSet<Report> { Report.Students, Report.Staff } };
        foreach (var person in new SimsMis().Read(stream, "export.zip", settings).OfType<ExtractPerson>())
        {
            yield return new FloorPerson(
                $"{file.Urn}/{person.Kind}/{person.MisId}", person.LegalFirstName, person.LegalLastName, person.DateOfBirth?.ToString("O", CultureInfo.InvariantCulture),
                person.Upn, person.YearGroup, person.RegistrationGroup);
        }
    }
}
