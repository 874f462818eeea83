using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml;
using CsvHelper;
using Microsoft.VisualBasic.FileIO;
using Uso.Benchmarks.Pipeline;

namespace Uso.Benchmarks.Read;

/// <summary>
/// The least that reading the bytes of exports can cost: every file is unpacked and gone over, looking at nothing. XML and JSON have one floor, the platform's own reader. CSV has two:
/// the platform's own reader, which is slow (<see cref="TextFieldParser"/> makes a string of every value), and the fastest that there is (CsvHelper over the bytes, which finds the values
/// with vector instructions and makes nothing).
/// </summary>
internal sealed class BareRead
{
    private readonly List<(string Path, string? Entry, Action<Stream> Platform, Action<Stream> Fastest)> _files = [];

    /// <summary>Looks at what the files are, so that a round need not.</summary>
    public BareRead(IReadOnlyList<ExportFile> files)
    {
        foreach (var file in files)
        {
            if (First(File.OpenRead(file.Path)) != 'P')
            {
                Add(file.Path, null, First(File.OpenRead(file.Path)));
                continue;
            }

            using var zip = ZipFile.OpenRead(file.Path);
            foreach (var entry in zip.Entries)
            {
                Add(file.Path, entry.FullName, First(entry.Open()));
            }
        }
    }

    /// <summary>What the platform's floor is read with.</summary>
    public string PlatformReader => string.Join(", ", _files.Select(file => Name(file.Platform)).Distinct());

    /// <summary>What the lowest floor is read with.</summary>
    public string FastestReader => string.Join(", ", _files.Select(file => Name(file.Fastest)).Distinct());

    /// <summary>The platform's own reader is the fastest.</summary>
    public bool HasOneFloor => _files.TrueForAll(file => file.Platform == file.Fastest);

    public void WithPlatform() => Read(fastest: false);

    public void WithFastest() => Read(fastest: true);

    private static string Name(Action<Stream> read) => read.Method.Name switch
    {
        nameof(Json) => nameof(Utf8JsonReader),
        nameof(Xml) => nameof(XmlReader),
        nameof(PlatformCsv) => nameof(TextFieldParser),
        _ => $"CsvHelper.{nameof(CsvReader)}",
    };

    private void Add(string path, string? entry, char first) => _files.Add(first switch
    {
        '{' or '[' => (path, entry, Json, Json),
        '<' => (path, entry, Xml, Xml),
        _ => (path, entry, PlatformCsv, FastestCsv),
    });

    private void Read(bool fastest)
    {
        foreach (var file in _files.GroupBy(file => file.Path))
        {
            using var bytes = File.OpenRead(file.Key);
            using var zip = file.First().Entry is null ? null : new ZipArchive(bytes);
            foreach (var (_, entry, platform, quick) in file)
            {
                using var stream = zip is null ? bytes : zip.GetEntry(entry!)!.Open();
                (fastest ? quick : platform)(stream);
            }
        }
    }

    /// <summary>The first character; a byte order mark is none.</summary>
    private static char First(Stream stream)
    {
        using (stream)
        {
            var head = new byte[4];
            stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return (char)(head is [0xEF, 0xBB, 0xBF, var after] ? after : head[0]);
        }
    }

    // Like in the MIS's own reader, XML and CSV are streamed; JSON is a page in memory.
    private static void Json(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var reader = new Utf8JsonReader(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        while (reader.Read())
        {
        }
    }

    private static void Xml(Stream stream)
    {
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
        }
    }

    private static void PlatformCsv(Stream stream)
    {
        using var csv = new TextFieldParser(stream, Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        while (csv.ReadFields() is not null)
        {
        }
    }

    private static void FastestCsv(Stream stream)
    {
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { HasHeader = false, Separator = ',' }, leaveOpen: false);
        while (csv.Read())
        {
        }
    }
}
