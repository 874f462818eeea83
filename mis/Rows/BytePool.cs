namespace Uso.Mis.Rows;

/// <summary>Gives the same cleaned string for the same few bytes of a column again and again, without decoding them. Fixed size: a newcomer takes the place.</summary>
internal sealed class BytePool
{
    private const int Size = 512;
    private const int MaxLength = 64;
    private readonly (int Column, byte[] Raw, string? Clean)[] _slots = new (int, byte[], string?)[Size];

    /// <summary>False: not known. A value that stands for none gives null.</summary>
    public bool TryFind(int column, ReadOnlySpan<byte> raw, out string? clean)
    {
        ref var slot = ref _slots[Slot(column, raw)];
        clean = slot.Clean;
        return slot.Raw is not null && slot.Column == column && raw.SequenceEqual(slot.Raw);
    }

    public void Keep(int column, ReadOnlySpan<byte> raw, string? clean)
    {
        if (raw.Length <= MaxLength)
        {
            _slots[Slot(column, raw)] = (column, raw.ToArray(), clean);
        }
    }

    private static int Slot(int column, ReadOnlySpan<byte> value)
    {
        var hash = (uint)(value.Length + (column * 397));
        foreach (var b in value[..Math.Min(value.Length, MaxLength)])
        {
            hash = (hash * 31) + b;
        }

        return (int)((hash ^ (hash >> 13)) & (Size - 1));
    }
}
