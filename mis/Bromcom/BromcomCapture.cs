using Uso.Mis.Captures;
using Uso.Mis.Rows;

namespace Uso.Mis.Bromcom;

/// <summary>A capture of a pull: pages of REST v2, or data sets of the SOAP service.</summary>
internal static class BromcomCapture
{
    public const string Data = "data";
    public const string Row = "Table";

    public static CaptureRows Open(Stream export, MisLimits limits) => new(
        CaptureReader.Open(export, limits, BromcomMis.Code),
        (_, _, page) => page.Span.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8) ? new XmlPageRows(page, Row, "Envelope") : new JsonPageRows(page, Data));
}
