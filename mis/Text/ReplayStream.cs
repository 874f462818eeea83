namespace Uso.Mis.Text;

/// <summary>Bytes that were read already, then the rest of the stream they came from.</summary>
internal sealed class ReplayStream(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, Stream rest) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        if (first.IsEmpty)
        {
            (first, second) = (second, default);
        }

        if (first.IsEmpty)
        {
            return rest.Read(buffer);
        }

        var count = Math.Min(buffer.Length, first.Length);
        first.Span[..count].CopyTo(buffer);
        first = first[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
