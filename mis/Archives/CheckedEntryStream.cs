using System.IO.Compression;
using System.IO.Hashing;
using Uso.Mis.Text;

namespace Uso.Mis.Archives;

/// <summary>One zip entry, read forward. Proves at its end that length and checksum are those of the directory: the framework checks no checksum.</summary>
internal sealed class CheckedEntryStream(ZipArchiveEntry entry, Action<int> spend) : ForwardStream
{
    private readonly Stream _inner = entry.Open();
    private long _read;
    private readonly Crc32 _crc = new();

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int read;
        try
        {
            read = _inner.Read(buffer);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw SafeZip.Truncated(broken);
        }

        if (read == 0)
        {
            return _read == entry.Length && _crc.GetCurrentHashAsUInt32() == entry.Crc32 ? 0 : throw SafeZip.Truncated();
        }

        _crc.Append(buffer[..read]);
        _read += read;
        spend(read);
        if (_read > entry.Length)
        {
            throw SafeZip.Bomb("An entry of the archive is larger than the archive says.");
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
