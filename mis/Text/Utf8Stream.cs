using System.Text.Unicode;

namespace Uso.Mis.Text;

/// <summary>Bytes on their way to a parser that takes them for UTF-8: they have to be.</summary>
internal sealed class Utf8Stream(Stream inner) : ForwardStream
{
    private const int LongestCharacter = 4;
    private readonly byte[] _begun = new byte[LongestCharacter];
    private int _count;

    /// <summary>What a reader says of a file that is not text in the encoding it has.</summary>
    public static MisExportException NotText(Exception? inner = null) =>
        new(MisErrorCodes.ExportEncoding, "The file holds bytes that are not text in its encoding.", inner);

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        if (!(count > 0 ? IsValid(buffer[..count]) : buffer.IsEmpty || _count == 0))
        {
            throw NotText();
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // A character may go on in the next part: its beginning is looked at again with the rest.
    private bool IsValid(ReadOnlySpan<byte> part)
    {
        while (_count > 0 && !part.IsEmpty)
        {
            _begun[_count++] = part[0];
            part = part[1..];
            if (TextEncodings.Incomplete(_begun.AsSpan(0, _count)) == 0)
            {
                if (!Utf8.IsValid(_begun.AsSpan(0, _count)))
                {
                    return false;
                }

                _count = 0;
            }
        }

        var whole = part.Length - TextEncodings.Incomplete(part);
        part[whole..].CopyTo(_begun.AsSpan(_count));
        _count += part.Length - whole;
        return Utf8.IsValid(part[..whole]);
    }
}
