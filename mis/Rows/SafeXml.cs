using System.Xml;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>XML from outside: no document types, no entities, and an error that says what is wrong with the file.</summary>
internal static class SafeXml
{
    public static XmlReader Open(TailStream bytes, FileHead head)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreWhitespace = true,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CheckCharacters = true,
            CloseInput = true,
        };

        // The parser decodes UTF-8 faster than a text reader does, and as strictly; anything else is decoded before it.
        return head.IsPlainUtf8
            ? XmlReader.Create(bytes, settings)
            : XmlReader.Create(new StreamReader(bytes, head.Encoding, detectEncodingFromByteOrderMarks: false), settings);
    }

    public static MisExportException NotText(Exception inner) =>
        new(MisErrorCodes.ExportEncoding, "The file holds bytes that are not text in its encoding.", inner);

    /// <summary>Which code it gets is read from the message; that it is refused is not.</summary>
    /// <param name="broken">What the parser said.</param>
    /// <param name="bytes">The bytes that it read.</param>
    /// <param name="roots">The root elements that a whole file may end with.</param>
    public static MisExportException Refusal(XmlException broken, TailStream bytes, params ReadOnlySpan<string> roots)
    {
        if (broken.Message.Contains("DTD", StringComparison.Ordinal) || broken.Message.Contains("entity", StringComparison.OrdinalIgnoreCase))
        {
            return new MisExportException(MisErrorCodes.ExportDtd, "The file has a document type declaration or an entity reference.", broken);
        }

        if (broken.Message.Contains("encoding", StringComparison.Ordinal))
        {
            return NotText(broken);
        }

        var end = bytes.DrainedTail().AsSpan().TrimEnd();
        foreach (var root in roots)
        {
            if (end.EndsWith($"</{root}>", StringComparison.Ordinal))
            {
                return new MisExportException(MisErrorCodes.ExportMalformed, "The file is not well-formed XML.", broken);
            }
        }

        return new MisExportException(MisErrorCodes.ExportTruncated, "The file ends before its XML does.", broken);
    }
}
