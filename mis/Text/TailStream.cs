using System.Text;

namespace Uso.Mis.Text;

/// <summary>
/// A file's bytes on their way to a parser. Remembers how the file ended, which tells a truncated file from a malformed one, and stops a record
/// that does not end: parsers hold a whole value in memory.
/// </summary>
internal sealed class TailStream(Stream inner, Encoding encoding) : ForwardStream
{
    private const int TailLength = 256;
    private const int MaxRecordBytes = 4 << 20;
    private readonly byte[] _tail = new byte[TailLength];
    private int _tailCount;
    private long _sinceRecord;

    /// <summary>The parser reached a new record.</summary>
    public void NextRecord() => _sinceRecord = 0;

    /// <summary>How the part read so far ends.</summary>
    public string Tail()
    {
        // Lenient: the tail may start in the middle of a character.
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient.GetString(_tail, 0, _tailCount);
    }

    /// <summary>Reads what is left, then tells how the file ends.</summary>
    public string DrainedTail()
    {
        var buffer = new byte[1 << 16];
        do
        {
            NextRecord();
        }
        while (Read(buffer, 0, buffer.Length) > 0);

        return Tail();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _sinceRecord += count;
        if (_sinceRecord > MaxRecordBytes)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "A record of the file does not end.");
        }

        Remember(buffer[..count]);
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

    private void Remember(ReadOnlySpan<byte> read)
    {
        if (read.Length >= TailLength)
        {
            read[^TailLength..].CopyTo(_tail);
            _tailCount = TailLength;
            return;
        }

        var keep = Math.Min(_tailCount, TailLength - read.Length);
        _tail.AsSpan(_tailCount - keep, keep).CopyTo(_tail);
        read.CopyTo(_tail.AsSpan(keep));
        _tailCount = keep + read.Length;
    }
}
