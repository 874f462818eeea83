namespace Uso.Mis.Text;

/// <summary>Gives the same string for the same short value again and again (a year group, a gender) instead of one per row. Fixed size: a newcomer takes the place.</summary>
internal sealed class StringPool
{
    private const int Size = 2048;
    private readonly (string Raw, string Clean)[] _slots = new (string, string)[Size];

    /// <summary>The cleaned string kept for this raw value, or null.</summary>
    public string? Find(ReadOnlySpan<char> raw)
    {
        ref var slot = ref _slots[Slot(raw)];
        return slot.Raw is not null && raw.SequenceEqual(slot.Raw) ? slot.Clean : null;
    }

    public void Keep(ReadOnlySpan<char> raw, string clean) =>
        _slots[Slot(raw)] = (raw.SequenceEqual(clean) ? clean : new string(raw), clean);

    private static int Slot(ReadOnlySpan<char> value)
    {
        var hash = (uint)value.Length;
        foreach (var c in value)
        {
            hash = (hash * 31) + c;
        }

        return (int)((hash ^ (hash >> 13)) & (Size - 1));
    }
}
