using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Uso.Fakes.Bromcom;

/// <summary>Bromcom as the sender: makes the document that the Generic API takes, and pushes it.</summary>
public sealed class BromcomPush(BromcomSchool school)
{
    /// <summary>Bromcom sends classes too, which by itself it does not.</summary>
    public bool Classes { get; init; }

    /// <summary>Entities that are left out, as when their export failed.</summary>
    public HashSet<string> Without { get; } = [];

    /// <summary>Entity and the number of rows it says it has, where that is not the truth.</summary>
    public Dictionary<string, int> WrongRows { get; } = [];

    /// <summary>Entities that come without rows and say so.</summary>
    public HashSet<string> Empty { get; } = [];

    /// <summary>The document as of a day.</summary>
    public byte[] Json(DateTimeOffset exportedAt) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["format"] = "uso-generic-api",
        ["version"] = 1,
        ["exportedAt"] = exportedAt.ToString("O", CultureInfo.InvariantCulture),
        ["entities"] = new JsonArray([.. Entities(exportedAt).Select(e => new JsonObject { ["entity"] = e.Name, ["rows"] = e.Declared, ["data"] = new JsonArray([.. e.Rows]) })]),
    }.ToJsonString());

    /// <summary>The same in XML.</summary>
    public byte[] Xml(DateTimeOffset exportedAt) => Encoding.UTF8.GetBytes(new XElement(
        "GenericApi",
        new XAttribute("format", "uso-generic-api"),
        new XAttribute("version", "1"),
        new XAttribute("exportedAt", exportedAt.ToString("O", CultureInfo.InvariantCulture)),
        Entities(exportedAt).Select(e => new XElement(
            "Entity",
            new XAttribute("name", e.Name),
            new XAttribute("rows", e.Declared),
            new XElement("NewDataSet", e.Rows.Select(row => new XElement("Table", row.Where(c => c.Value is not null).Select(c => new XElement(c.Key, c.Value!.ToString())))))))).ToString(SaveOptions.DisableFormatting));

    /// <summary>Sends a document to a school's Generic API.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        HttpClient client, string urn, string licenceKey, string supplierId, string supplierPassword, byte[] document, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(document);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/schools/{urn}/generic-api/v1/exports", UriKind.Relative)) { Content = new ByteArrayContent(document) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(document.AsSpan().StartsWith("<"u8) ? "application/xml" : "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", licenceKey);
        request.Headers.Add("X-Supplier-Id", supplierId);
        request.Headers.Add("X-Supplier-Password", supplierPassword);
        return client.SendAsync(request, cancellationToken);
    }

    private IEnumerable<(string Name, int Declared, List<JsonObject> Rows)> Entities(DateTimeOffset day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        (string Name, string Source, string Filter)[] all =
        [
            ("StudentFlatView", "StudentFlatView", $"enrolmentstartDate <='{date}'"), ("FutureStudentFlatView", "StudentFlatView", $"enrolmentstartDate>'{date}'"),
            ("Staff", "Staff", $"startDate <='{date}'"), ("FutureStaff", "Staff", $"startDate>'{date}'"), ("BasicAttendance", "BasicAttendance", ""),
        ];
        foreach (var (name, source, filter) in all.Where(e => !Without.Contains(e.Name)).Concat(Classes ? [("YearGroupSubjectStudents", "YearGroupSubjectStudents", "")] : []))
        {
            var rows = Empty.Contains(name) ? [] : BromcomRows.Of(school, source, filter)!.ToList();
            yield return (name, WrongRows.GetValueOrDefault(name, rows.Count), rows);
        }
    }
}
