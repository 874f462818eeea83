using System.IO.Compression;
using System.Text;
using System.Xml;
using Uso.Mis.Sims;

namespace Uso.Mis.Tests.Sims;

/// <summary>Builds exports of fictional people in SIMS's formats.</summary>
internal static class SimsData
{
    public static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    /// <summary>A row by canonical field; empty values are left out in XML and empty in CSV.</summary>
    public static Dictionary<string, string> Pupil(string id = "101", params (string Field, string Value)[] changes) => With(
        new()
        {
            ["MisId"] = id,
            ["Upn"] = "h801200001001",
            ["AdmissionNumber"] = "000101",
            ["LegalLastName"] = "Okafor",
            ["LegalFirstName"] = "Amelia",
            ["MiddleNames"] = "Rose",
            ["PreferredFirstName"] = "Millie",
            ["PreferredLastName"] = "Okafor",
            ["DateOfBirth"] = "2012-03-04T00:00:00",
            ["Gender"] = "F",
            ["YearGroup"] = "Year  7",
            ["RegistrationGroup"] = "7A",
            ["House"] = "Red",
            ["Email"] = "millie@school.example",
            ["StartDate"] = "2023-09-04T00:00:00",
            ["EndDate"] = "",
        },
        changes);

    public static Dictionary<string, string> Staff(string id = "9", params (string Field, string Value)[] changes) => With(
        new()
        {
            ["MisId"] = id,
            ["StaffCode"] = "JBR",
            ["Title"] = "Mr",
            ["LegalLastName"] = "Brown",
            ["LegalFirstName"] = "James",
            ["Role"] = "Teacher",
            ["Email"] = "jbrown@school.example",
            ["StartDate"] = "2019-09-01T00:00:00",
        },
        changes);

    public static Dictionary<string, string> Contact(string id = "55,101", params (string Field, string Value)[] changes) => With(
        new()
        {
            ["MisId"] = id,
            ["Title"] = "Mrs",
            ["LegalFirstName"] = "Grace",
            ["LegalLastName"] = "Okafor",
            ["Relationship"] = "Mother",
            ["ParentalResponsibility"] = "T",
            ["Priority"] = "1",
            ["Email"] = "grace@home.example",
        },
        changes);

    public static Dictionary<string, string> Group(string id = "7,101", params (string Field, string Value)[] changes) => With(
        new() { ["GroupId"] = id, ["Name"] = "7A/Ma1", ["Kind"] = "Class", ["Subject"] = "Mathematics", ["MemberKind"] = "Pupil" }, changes);

    public static Dictionary<string, string> Mark(string id = "101", params (string Field, string Value)[] changes) => With(
        new() { ["PupilMisId"] = id, ["Date"] = "2025-01-06T00:00:00", ["Session"] = "AM", ["Mark"] = "/" }, changes);

    public static byte[] Xml(Report report, params IEnumerable<Dictionary<string, string>> rows)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<SuperStarReport>\r\n");
        foreach (var row in rows)
        {
            text.Append("\t<Record>\r\n");
            foreach (var column in SimsColumns.Default.Of(report))
            {
                if (row.GetValueOrDefault(column.Field) is { Length: > 0 } value)
                {
                    var name = XmlConvert.EncodeLocalName(column.Header);
                    text.Append("\t\t<").Append(name).Append('>').Append(System.Security.SecurityElement.Escape(value)).Append("</").Append(name).Append(">\r\n");
                }
            }

            text.Append("\t</Record>\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("</SuperStarReport>\r\n").ToString());
    }

    public static byte[] Csv(Report report, params IEnumerable<Dictionary<string, string>> rows)
    {
        var columns = SimsColumns.Default.Of(report);
        var text = new StringBuilder(string.Join(',', columns.Select(c => c.Header))).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(c => Quote(row.GetValueOrDefault(c.Field, "")))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Body)> files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, body) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(body);
            }
        }

        return stream.ToArray();
    }

    public static List<ExtractItem> Read(byte[] export, string? fileName, ReadSettings? settings = null, SimsMis? mis = null) =>
        [.. (mis ?? new SimsMis()).Read(new MemoryStream(export), fileName, settings ?? Everything)];

    public static string RefusalOf(byte[] export, string? fileName, SimsMis? mis = null) =>
        Assert.Throws<MisExportException>(() => Read(export, fileName, mis: mis)).Code;

    public static ReportEnd End(this IEnumerable<ExtractItem> items) => items.OfType<ReportEnd>().Single();

    public static RejectedRow Rejected(this IEnumerable<ExtractItem> items) => items.OfType<RejectedRow>().Single();

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static Dictionary<string, string> With(Dictionary<string, string> row, (string Field, string Value)[] changes)
    {
        foreach (var (field, value) in changes)
        {
            row[field] = value;
        }

        return row;
    }
}
