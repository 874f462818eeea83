using System.Buffers.Binary;
using System.Numerics;

namespace Uso.Mis.Rows;

/// <summary>Gives the same cleaned string for the same few bytes of a column again and again, without decoding them. Fixed size: a newcomer takes the place.</summary>
internal sealed class BytePool
{
    private const int SizeBits = 9;
    private const int MaxLength = 64;
    private readonly (int Column, byte[] Raw, string? Clean)[] _slots = new (int, byte[], string?)[1 << SizeBits];

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

    // The bytes at both ends and their number tell values of one column apart well enough; a pair that they do not takes turns.
    private static int Slot(int column, ReadOnlySpan<byte> value)
    {
        ulong bits;
        if (value.Length >= sizeof(ulong))
        {
            bits = BinaryPrimitives.ReadUInt64LittleEndian(value) ^ BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(value[^sizeof(ulong)..]), 23);
        }
        else
        {
            bits = 0;
            foreach (var b in value)
            {
                bits = (bits << 8) | b;
            }
        }

        return (int)(((bits ^ (uint)((value.Length * 31) + column)) * 0x9E3779B97F4A7C15) >> (64 - SizeBits));
    }
}
