using System.Text.Json;
using System.Xml;

namespace Uso.Mis.Pulling;

/// <summary>Whether an answer came to its end. A connection that broke without saying so leaves half a document.</summary>
internal static class WholeBody
{
    public static bool Is(byte[] body, PullBody expect) => expect switch
    {
        PullBody.Json => IsJson(body),
        PullBody.Xml => IsXml(body),
        _ => true,
    };

    private static bool IsJson(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Only the document's end matters here, not its encoding or characters: the reader of the capture says what is wrong with those.
    private static bool IsXml(byte[] body)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), settings);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
