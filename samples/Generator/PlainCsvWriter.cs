using System.Globalization;
using System.IO.Compression;
using Uso.Mis;
using Uso.Mis.PlainCsv;

namespace Uso.Samples.Generator;

/// <summary>Writes a school's day as plain CSV with the names that need no mapping: a zip with a file for each report, each with a last line that counts its rows.</summary>
public static class PlainCsvWriter
{
    private static readonly ILookup<Report, string> Fields = new CsvMis().Descriptor.Fields.ToLookup(field => field.Report, field => field.Field);

    /// <param name="day">The day.</param>
    /// <param name="output">Gets the zip.</param>
    /// <param name="change">Changes a file's bytes before they go into the zip; null: none.</param>
    public static void WriteExport(SchoolDay day, Stream output, Func<Report, byte[], byte[]>? change = null)
    {
        ArgumentNullException.ThrowIfNull(day);
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var report in Enum.GetValues<Report>().Where(day.Has))
        {
            var entry = zip.CreateEntry($"{report}.csv", CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(day.ExportedAt, TimeSpan.Zero);
            using var whole = new MemoryStream();
            WriteReport(day, report, whole);
            using var stream = entry.Open();
            stream.Write(change?.Invoke(report, whole.ToArray()) ?? whole.ToArray());
        }
    }

    private static void WriteReport(SchoolDay day, Report report, Stream output)
    {
        switch (report)
        {
            case Report.Students or Report.Staff or Report.FutureStudents or Report.FutureStaff:
                var people = report switch { Report.Students => day.Pupils, Report.Staff => day.Staff, Report.FutureStudents => day.FuturePupils, _ => day.FutureStaff };
                Write(report, people, SimsWriter.Person, output);
                break;
            case Report.Contacts:
                Write(report, day.Contacts.SelectMany(c => c.Pupils.Select(pupil => (Contact: c, Pupil: pupil))), (one, field) => field switch
                {
                    "MisId" => one.Contact.MisId,
                    "PupilMisId" => one.Pupil,
                    _ => SimsWriter.Contact(one.Contact, one.Pupil, field),
                }, output);
                break;
            case Report.GroupsAndClasses:
                Write(report, day.Groups.SelectMany(g => g.Members.Select(member => (Group: g, Member: member))), (one, field) => field switch
                {
                    "GroupId" => one.Group.Id,
                    "PersonMisId" => one.Member.MisId,
                    _ => SimsWriter.Group(one.Group, one.Member, field),
                }, output);
                break;
            default:
                Write(report, day.Marks, SimsWriter.Mark, output);
                break;
        }
    }

    private static void Write<T>(Report report, IEnumerable<T> rows, Func<T, string, string?> value, Stream output)
    {
        using var lines = new CsvLines(output);
        lines.Write(Fields[report]);
        var count = 0;
        foreach (var row in rows)
        {
            count++;
            lines.Write(Fields[report].Select(field => value(row, field)));
        }

        lines.Write("END", count.ToString(CultureInfo.InvariantCulture));
    }
}
