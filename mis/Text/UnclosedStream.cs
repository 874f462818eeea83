namespace Uso.Mis.Text;

/// <summary>Keeps the caller's stream open when a reader over it is disposed.</summary>
internal sealed class UnclosedStream(Stream inner) : ForwardStream
{
    public override int Read(Span<byte> buffer) => inner.Read(buffer);
}
