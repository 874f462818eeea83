using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Bromcom;

/// <summary>The requests that read an entity, and what their answers say of the paging.</summary>
/// <param name="connection">The school.</param>
/// <param name="today">Decides who is there now, who starts later, and which marks are asked for.</param>
/// <param name="pageRows">Rows of a full page: after one there may be another.</param>
internal sealed class BromcomPages(BromcomConnection connection, DateOnly today, int pageRows)
{
    private const string Operation = "getEntityDataBySchoolID";
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Service = "http://tempuri.org/";

    public PagedResource Of(BromcomEntity entity)
    {
        var filter = Filter(entity);
        if (connection.Route is BromcomRoute.Soap)
        {
            return new PagedResource(entity.Name, Call(entity.Source, filter), (_, body) => LookAtXml(body));
        }

        var page = 0;
        return new PagedResource(entity.Name, Page(entity.Source, filter, page), (_, body) => Count(body) switch
        {
            null => PageLook.Failed(MisErrorCodes.PageMissing),
            { } rows when rows == pageRows => PageLook.More(rows, Page(entity.Source, filter, ++page)),
            { } rows => PageLook.Last(rows),
        });
    }

    private string Filter(BromcomEntity entity)
    {
        var day = Day(today);
        return entity.Name switch
        {
            "StudentFlatView" => Current("enrolment"),
            "FutureStudentFlatView" => $"enrolmentstartDate>'{day}'",
            "FutureStaff" => $"startDate>'{day}'",
            "BasicAttendance" => $"calendarStartDate>='{Day(today.AddDays(-connection.AttendanceDays))}T00:00:00' and calendarStartDate<='{day}T23:59:59'",
            _ => Current(""),
        };

        string Current(string prefix) => $"{prefix}startDate <='{day}' and ({prefix}endDate>='{day}' or isnull({prefix}endDate,'')='')";
    }

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private PullRequest Page(string entity, string filter, int page) => new(new Uri(
        connection.Url,
        $"v2/{entity}?schoolId={connection.SchoolId}&entityFilter={Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{filter}{{page:{page}}}"))}"));

    // Rows of data; null when the answer is not a page of records, or says that it did not succeed.
    private static int? Count(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        bool? success = null;
        int? rows = null;
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isSuccess, isData) = (reader.ValueTextEquals("success"), reader.ValueTextEquals(BromcomCapture.Data));
            reader.Read();
            if (isData && reader.TokenType is JsonTokenType.StartArray)
            {
                rows = 0;
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    rows++;
                    reader.Skip();
                }
            }
            else
            {
                success = isSuccess ? reader.TokenType is JsonTokenType.True : success;
                reader.Skip();
            }
        }

        return success is true ? rows : null;
    }

    private PullRequest Call(string entity, string filter) => new(connection.Url)
    {
        Expect = PullBody.Xml,
        ContentType = "text/xml; charset=utf-8",
        Headers = new Dictionary<string, string> { ["SOAPAction"] = $"\"{Service.NamespaceName}{Operation}\"" },
        Content = Encoding.UTF8.GetBytes(new XElement(
            Envelope + "Envelope",
            new XElement(Envelope + "Body", new XElement(
                Service + Operation,
                new XElement(Service + "schoolID", connection.SchoolId),
                new XElement(Service + "entityName", entity),
                new XElement(Service + "entityFilter", filter),
                new XElement(Service + "username", connection.UserName),
                new XElement(Service + "password", connection.Password)))).ToString(SaveOptions.DisableFormatting)),
    };

    // The service has no pages that are known: as many rows as a page has elsewhere may be all, or not.
    private PageLook LookAtXml(ReadOnlyMemory<byte> body)
    {
        using var reader = XmlReader.Create(Rows.CaptureRows.Stream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var rows = 0;
        var answered = false;
        while (reader.Read())
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                answered |= reader.LocalName == $"{Operation}Result";
                rows += reader.LocalName == BromcomCapture.Row ? 1 : 0;
            }
        }

        return !answered ? PageLook.Failed(MisErrorCodes.PageMissing) : rows >= pageRows ? PageLook.Broken(rows) : PageLook.Last(rows);
    }
}
