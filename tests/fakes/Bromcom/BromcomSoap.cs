using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Uso.Fakes.Bromcom;

/// <summary>The SOAP service, as its description says: a call of <c>getEntityDataBySchoolID</c>, answered by a data set with its schema.</summary>
internal static class BromcomSoap
{
    public const string Path = "/Nucleus/WebServices/ThirdParty/TPReadOnlyDataService.asmx";
    private const string Operation = "getEntityDataBySchoolID";
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Service = "http://tempuri.org/";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
    private static readonly XNamespace Diff = "urn:schemas-microsoft-com:xml-diffgram-v1";
    private static readonly XNamespace Data = "urn:schemas-microsoft-com:xml-msdata";

    internal sealed record Call(string SchoolId, string Entity, string Filter, string UserName, string Password);

    /// <summary>Null when it is no call of the operation.</summary>
    public static async Task<Call?> ReadAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Headers["SOAPAction"].ToString().Trim('"') != Service.NamespaceName + Operation)
        {
            return null;
        }

        try
        {
            var document = await XDocument.LoadAsync(request.Body, LoadOptions.None, request.HttpContext.RequestAborted);
            var call = document.Root?.Element(Envelope + "Body")?.Element(Service + Operation);
            return call is null ? null : new Call(Value("schoolID"), Value("entityName"), Value("entityFilter"), Value("username"), Value("password"));

            string Value(string name) => call.Element(Service + name)?.Value ?? "";
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static string Write(IEnumerable<JsonObject> rows)
    {
        var tables = rows.Select((row, i) => new XElement(
            "Table",
            new XAttribute(Diff + "id", $"Table{i + 1}"),
            new XAttribute(Data + "rowOrder", i),
            row.Where(column => column.Value is not null).Select(column => new XElement(column.Key, column.Value!.ToString()))));
        var schema = new XElement(
            Schema + "schema", new XAttribute("id", "NewDataSet"), new XElement(Schema + "element", new XAttribute("name", "NewDataSet"), new XAttribute(Data + "IsDataSet", "true")));
        return new XDocument(
            new XDeclaration("1.0", "utf-8", null),
            new XElement(
                Envelope + "Envelope",
                new XElement(
                    Envelope + "Body",
                    new XElement(
                        Service + $"{Operation}Response",
                        new XElement(Service + $"{Operation}Result", schema, new XElement(Diff + "diffgram", new XElement("NewDataSet", tables))))))).ToString(SaveOptions.DisableFormatting);
    }
}
