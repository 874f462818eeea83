using System.Text;

namespace Uso.Mis.Text;

/// <summary>Finds strings by the UTF-8 of them: a key that is known already is not made again.</summary>
internal sealed class Utf8Keys : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static Utf8Keys Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string obj)
    {
        var bytes = obj.Length <= 64 ? stackalloc byte[64 * 3] : new byte[Encoding.UTF8.GetMaxByteCount(obj.Length)];
        return GetHashCode(bytes[..Encoding.UTF8.GetBytes(obj, bytes)]);
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other) =>
        Ascii.Equals(alternate, other) || (!Ascii.IsValid(alternate) && string.Equals(Encoding.UTF8.GetString(alternate), other, StringComparison.Ordinal));

    // Seeded anew in every process: nobody can make an export of ids that all fall together.
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);
}
