using System.Buffers;

namespace Uso.Mis.Text;

/// <summary>A file that is small enough to be held while it is read, as nearly all are: it is unpacked once, whatever is asked of it.</summary>
internal sealed class HeldBytes : IDisposable
{
    private const int Most = 1 << 20;
    private readonly int _count;
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(Most);

    private HeldBytes(Stream file) => _count = file.ReadAtLeast(_bytes, _bytes!.Length, throwOnEndOfStream: false);

    /// <summary>False: the file goes on, and has to be read as a stream.</summary>
    public bool IsWhole => _count < _bytes!.Length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _count);

    /// <param name="file">Read as far as it is held, and closed.</param>
    public static HeldBytes Of(Stream file)
    {
        using (file)
        {
            return new HeldBytes(file);
        }
    }

    public Stream Open() => new MemoryStream(_bytes!, 0, _count, writable: false);

    public void Dispose()
    {
        if (_bytes is { } bytes)
        {
            _bytes = null;
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
