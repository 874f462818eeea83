using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Uso.Mis;
using Uso.Mis.Rows;
using Uso.Mis.Sims;

namespace Uso.Samples.Generator;

/// <summary>Writes exports as SIMS' CommandReporter prints our report definitions, one record at a time.</summary>
public static class SimsWriter
{
    /// <summary>The name under which the agent sends a day's export.</summary>
    public static string FileName(SchoolDay day) =>
        string.Create(CultureInfo.InvariantCulture, $"uso-{day.School.Urn}-{day.ExportedAt:yyyyMMdd}.zip");

    /// <summary>One school's export of one day: a zip with a file for each report.</summary>
    public static void WriteExport(SchoolDay day, Stream output, SimsColumns? columns = null)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var report in Enum.GetValues<Report>().Where(day.Has))
        {
            var entry = zip.CreateEntry(SimsFiles.NameOf(report) + (day.School.Csv ? ".csv" : ".xml"), CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(day.ExportedAt, TimeSpan.Zero);
            using var stream = entry.Open();
            if (day.Kind == ExportKind.Truncated && report == Report.Students)
            {
                using var whole = new MemoryStream();
                WriteReport(day, report, whole, day.School.Csv, columns);
                stream.Write(whole.GetBuffer(), 0, (int)(whole.Length * 6 / 10));
            }
            else
            {
                WriteReport(day, report, stream, day.School.Csv, columns);
            }
        }
    }

    /// <summary>Pupils or staff as one file; the rows are taken one at a time and may be many.</summary>
    public static void WritePeople(Report report, IEnumerable<SampleRow> rows, Stream output, bool csv = false, SimsColumns? columns = null) =>
        Write(report, rows, (row, field) => Person(row, field), output, csv, columns ?? SimsColumns.Default);

    private static void WriteReport(SchoolDay day, Report report, Stream output, bool csv, SimsColumns? columns)
    {
        columns ??= SimsColumns.Default;
        switch (report)
        {
            case Report.Students:
                WritePeople(report, day.Pupils, output, csv, columns);
                break;
            case Report.Staff:
                WritePeople(report, day.Staff, output, csv, columns);
                break;
            case Report.FutureStudents:
                WritePeople(report, day.FuturePupils, output, csv, columns);
                break;
            case Report.FutureStaff:
                WritePeople(report, day.FutureStaff, output, csv, columns);
                break;
            case Report.Contacts:
                Write(report, day.Contacts.SelectMany(c => c.Pupils.Select(p => (Contact: c, Pupil: p))), (r, f) => Contact(r.Contact, r.Pupil, f), output, csv, columns);
                break;
            case Report.GroupsAndClasses:
                Write(report, day.Groups.SelectMany(g => g.Members.Select(m => (Group: g, Member: m))), (r, f) => Group(r.Group, r.Member, f), output, csv, columns);
                break;
            default:
                Write(report, day.Marks, Mark, output, csv, columns);
                break;
        }
    }

    private static void Write<T>(Report report, IEnumerable<T> rows, Func<T, string, string?> value, Stream output, bool csv, SimsColumns columns)
    {
        var all = columns.Of(report);
        if (csv)
        {
            WriteCsv(all, rows, value, output);
        }
        else
        {
            WriteXml(all, rows, value, output);
        }
    }

    private static void WriteXml<T>(IReadOnlyList<RowColumn> columns, IEnumerable<T> rows, Func<T, string, string?> value, Stream output)
    {
        string[] names = [.. columns.Select(c => XmlConvert.EncodeLocalName(c.Header)!)];
        using var writer = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false });
        writer.WriteStartElement("SuperStarReport");
        foreach (var row in rows)
        {
            writer.WriteStartElement("Record");
            for (var i = 0; i < names.Length; i++)
            {
                // SIMS leaves empty columns out.
                if (value(row, columns[i].Field) is { Length: > 0 } text)
                {
                    writer.WriteElementString(names[i], text);
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteCsv<T>(IReadOnlyList<RowColumn> columns, IEnumerable<T> rows, Func<T, string, string?> value, Stream output)
    {
        using var lines = new CsvLines(output);
        lines.Write(columns.Select(c => c.Header));
        foreach (var row in rows)
        {
            lines.Write(columns.Select(column => value(row, column.Field)));
        }
    }

    internal static string? Person(SampleRow row, string field) => field switch
    {
        nameof(ExtractPerson.MisId) => row.MisId,
        nameof(ExtractPerson.Upn) => row.Upn,
        nameof(ExtractPerson.AdmissionNumber) or nameof(ExtractPerson.StaffCode) => row.Code,
        nameof(ExtractPerson.LegalLastName) => row.Bad == BadRow.MissingSurname ? null : row.LastName,
        nameof(ExtractPerson.LegalFirstName) => row.FirstName,
        nameof(ExtractPerson.MiddleNames) => row.MiddleNames,
        nameof(ExtractPerson.PreferredFirstName) => row.PreferredFirstName,
        nameof(ExtractPerson.PreferredLastName) => null,
        nameof(ExtractPerson.DateOfBirth) => row.Bad == BadRow.ImpossibleDate ? "2014-02-30T00:00:00" : Date(row.DateOfBirth),
        nameof(ExtractPerson.Gender) => row.Girl ? "F" : "M",
        nameof(ExtractPerson.YearGroup) => YearName(row.Year),
        nameof(ExtractPerson.RegistrationGroup) => row.RegistrationGroup,
        nameof(ExtractPerson.House) => row.House,
        nameof(ExtractPerson.Title) => row.Title,
        nameof(ExtractPerson.Role) => row.Role,
        nameof(ExtractPerson.Email) => row.Email,
        nameof(ExtractPerson.StartDate) => Date(row.StartDate),
        _ => null,
    };

    internal static string? Contact(SampleContact contact, string pupil, string field) => field switch
    {
        "MisId" => $"{contact.MisId},{pupil}",
        nameof(ExtractPerson.Title) => contact.Title,
        nameof(ExtractPerson.LegalFirstName) => contact.FirstName,
        nameof(ExtractPerson.LegalLastName) => contact.LastName,
        nameof(ExtractPerson.Email) => contact.Email,
        nameof(ExtractContactLink.Relationship) => contact.Relationship,
        nameof(ExtractContactLink.ParentalResponsibility) => "T",
        nameof(ExtractContactLink.Priority) => contact.Priority.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    internal static string? Group(SampleGroup group, (PersonKind Kind, string MisId) member, string field) => field switch
    {
        nameof(ExtractGroup.GroupId) => $"{group.Id},{member.MisId}",
        nameof(ExtractGroup.Name) => group.Name,
        nameof(ExtractGroup.Kind) => group.Kind == GroupKind.RegistrationGroup ? "Reg Group" : "Class",
        nameof(ExtractGroup.Subject) => group.Subject,
        "MemberKind" => member.Kind == PersonKind.Staff ? "Staff" : "Pupil",
        _ => null,
    };

    internal static string? Mark(SampleMark mark, string field) => field switch
    {
        nameof(ExtractAttendanceMark.PupilMisId) => mark.PupilMisId,
        nameof(ExtractAttendanceMark.Date) => Date(mark.Date),
        nameof(ExtractAttendanceMark.Session) => mark.Session,
        nameof(ExtractAttendanceMark.Mark) => mark.Mark.ToString(),
        _ => null,
    };

    /// <summary>As SIMS prints it: a number of one digit has two spaces before it.</summary>
    private static string YearName(int year) => year switch
    {
        < 0 => string.Create(CultureInfo.InvariantCulture, $"Year  N{3 + year}"),
        0 => "Year  R",
        _ => string.Create(CultureInfo.InvariantCulture, $"Year {year,2}"),
    };

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}
