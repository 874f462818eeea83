using System.Text;

namespace Uso.Mis.Text;

/// <summary>What the first bytes say of a file.</summary>
internal enum FileShape
{
    Empty,
    Zip,
    Xml,
    Text,
    Binary,
}

/// <summary>Shape and encoding of a file, from its first bytes. The sender's file name is not believed.</summary>
/// <param name="Shape">What it looks like.</param>
/// <param name="Encoding">How to decode it; meaningful for text and XML. Always throws on invalid bytes.</param>
/// <param name="Declared">The encoding that an XML declaration names, if any.</param>
internal readonly record struct FileHead(FileShape Shape, Encoding Encoding, string? Declared = null)
{
    private const int Length = 1024;
    private static readonly Encoding Utf8 = TextEncodings.Utf8;

    /// <summary>UTF-8 by its mark, its declaration or by default: what an XML parser reads straight from the bytes.</summary>
    public bool IsPlainUtf8 => ReferenceEquals(Encoding, Utf8) && (Declared is null or "utf-8");

    /// <param name="stream">The file, at its start.</param>
    /// <param name="believe">False: what an XML declaration says is passed over when the bytes say otherwise.</param>
    /// <exception cref="MisExportException">The encoding is not one that is read here.</exception>
    public static FileHead Of(Stream stream, bool believe = true)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes = bytes[..stream.ReadAtLeast(bytes, Length, throwOnEndOfStream: false)];
        if (bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8))
        {
            return new FileHead(FileShape.Zip, Utf8);
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Decoded(bytes[3..], believe, Utf8, Encoding.Latin1, "utf-8", "us-ascii");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            var bigEndian = bytes[0] == 0xFE;
            var utf16 = new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);
            return Decoded(bytes[2..], believe, utf16, new UnicodeEncoding(bigEndian, false), "utf-16", bigEndian ? "utf-16be" : "utf-16le", "unicode");
        }

        if (bytes.Length >= 2 && ((bytes[0] == '<' && bytes[1] == 0) || (bytes[0] == 0 && bytes[1] == '<')))
        {
            throw Refused("The file is UTF-16 without a byte order mark.");
        }

        if (bytes.Contains((byte)0) || bytes.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) || bytes.StartsWith("%PDF"u8))
        {
            return new FileHead(FileShape.Binary, Utf8);
        }

        return Decoded(bytes, believe, Utf8, Encoding.Latin1, "utf-8", "us-ascii", "windows-1252");
    }

    private static FileHead Decoded(ReadOnlySpan<byte> bytes, bool believe, Encoding encoding, Encoding lenient, params ReadOnlySpan<string> declarable)
    {
        var text = lenient.GetString(bytes).AsSpan();
        var start = text.TrimStart();
        if (start.IsEmpty)
        {
            return new FileHead(FileShape.Empty, encoding);
        }

        if (start[0] != '<')
        {
            return new FileHead(FileShape.Text, encoding);
        }

        var declared = DeclaredEncoding(start);
        if (declared is null)
        {
            return new FileHead(FileShape.Xml, encoding);
        }

        foreach (var name in declarable)
        {
            if (name.Equals(declared, StringComparison.OrdinalIgnoreCase))
            {
                return new FileHead(FileShape.Xml, name == "windows-1252" ? TextEncodings.Windows1252 : encoding, name);
            }
        }

        return !believe
            ? new FileHead(FileShape.Xml, encoding, declared)
            : throw Refused("The file declares an encoding that it does not have or that is not supported.");
    }

    private static string? DeclaredEncoding(ReadOnlySpan<char> text)
    {
        var end = text.StartsWith("<?xml ", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return null;
        }

        var declaration = text[..end];
        var at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = declaration[(at + "encoding".Length)..].TrimStart().TrimStart('=').TrimStart();
        if (rest.Length < 2 || rest[0] is not ('"' or '\''))
        {
            return null;
        }

        var close = rest[1..].IndexOf(rest[0]);
        return close < 0 ? null : rest.Slice(1, close).ToString();
    }

    private static MisExportException Refused(string message) => new(MisErrorCodes.ExportEncoding, message);
}
