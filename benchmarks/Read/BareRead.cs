using System.IO.Compression;
using System.Text.Json;
using System.Xml;
using CsvHelper;
using Uso.Benchmarks.Pipeline;

namespace Uso.Benchmarks.Read;

/// <summary>The least that reading the bytes of exports can cost: every file is unpacked and gone over with the platform's own reader, looking at nothing.</summary>
internal static class BareRead
{
    public static void Of(IReadOnlyList<ExportFile> files)
    {
        foreach (var file in files)
        {
            if (First(File.OpenRead(file.Path)) != 'P')
            {
                Go(() => File.OpenRead(file.Path));
                continue;
            }

            using var zip = ZipFile.OpenRead(file.Path);
            foreach (var entry in zip.Entries)
            {
                Go(entry.Open);
            }
        }
    }

    // Like in the MIS's own reader, XML and CSV are streamed; JSON is a page in memory.
    private static void Go(Func<Stream> open)
    {
        var first = First(open());
        using var stream = open();
        switch (first)
        {
            case '{' or '[':
                Json(stream);
                break;
            case '<':
                Xml(stream);
                break;
            default:
                Csv(stream);
                break;
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

    private static void Csv(Stream stream)
    {
        using var csv = CsvReader.Create(new StreamReader(stream), new CsvReaderOptions { HasHeader = false }, leaveOpen: false);
        while (csv.Read())
        {
        }
    }
}
