using System.Buffers.Binary;

namespace Uso.Mis.Archives;

/// <summary>
/// Looks at the end-of-directory record before the framework reads the directory: a directory of millions of entries would be held in memory.
/// </summary>
internal static class ZipTail
{
    private const int RecordLength = 22;
    private const int MaxComment = ushort.MaxValue;
    private const int MaxDirectoryBytesPerEntry = 1024;

    public static void Check(Stream stream, MisLimits limits)
    {
        var length = (int)Math.Min(stream.Length, RecordLength + MaxComment);
        var tail = new byte[length];
        stream.Position = stream.Length - length;
        stream.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || tail.Length - at < RecordLength)
        {
            throw SafeZip.Truncated();
        }

        var record = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (entries == 0)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The archive is empty.");
        }

        // All ones say "see the zip64 record": more entries or bytes than any export has.
        if (entries > limits.MaxEntries || entries == ushort.MaxValue || offset == uint.MaxValue || size > (long)entries * MaxDirectoryBytesPerEntry)
        {
            throw SafeZip.Bomb("The archive has too many entries, or is too large.");
        }

        var position = stream.Length - length + at;
        if ((long)offset + size != position)
        {
            throw SafeZip.Truncated();
        }
    }
}
