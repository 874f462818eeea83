using System.Buffers;
using System.Text;

namespace Uso.Mis.Text;

/// <summary>The encodings of text files that people save with spreadsheets. All of them refuse bytes that are not text.</summary>
internal static class TextEncodings
{
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    // The provider's own encoding: registering the provider would change the process for everybody.
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>UTF-16 in the order of the file's mark; little-endian without one.</summary>
    public static Encoding Utf16(ReadOnlySpan<byte> head) => new UnicodeEncoding(bigEndian: head is [0xFE, 0xFF, ..], byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>By its mark, then by where the zero bytes are; UTF-8 when all of it is, otherwise Windows-1252. Reads the file to its end.</summary>
    public static Encoding Detect(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            return Detect(stream, buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Bytes at the end that begin a character and do not end it.</summary>
    public static int Incomplete(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if (lead >= 0xC0)
            {
                return back < (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) ? back : 0;
            }

            if (lead < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static Encoding Detect(Stream stream, byte[] buffer)
    {
        var kept = stream.ReadAtLeast(buffer, 4, throwOnEndOfStream: false);
        var head = buffer.AsSpan(0, kept);
        if (head is [0xEF, 0xBB, 0xBF, ..])
        {
            return Utf8;
        }

        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [not 0, 0, not 0, 0, ..])
        {
            return Utf16(head);
        }

        if (head is [0, not 0, 0, not 0, ..])
        {
            return new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        while (kept > 0)
        {
            // A character may go on in the next part: what is incomplete at the end is looked at again with it.
            var end = kept - Incomplete(buffer.AsSpan(0, kept));
            if (!System.Text.Unicode.Utf8.IsValid(buffer.AsSpan(0, end)))
            {
                return Windows1252;
            }

            buffer.AsSpan(end, kept - end).CopyTo(buffer);
            kept -= end;
            var more = stream.Read(buffer, kept, buffer.Length - kept);
            if (more == 0)
            {
                return kept == 0 ? Utf8 : Windows1252;
            }

            kept += more;
        }

        return Utf8;
    }
}
