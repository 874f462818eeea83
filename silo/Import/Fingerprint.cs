using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Uso.Silo.Import;

/// <summary>How many rows there are and what they say, whatever order they come in: their SHA-256 one over the other. No row is there twice, so none cancels another.</summary>
internal sealed class Fingerprint
{
    private readonly byte[] _sum = new byte[SHA256.HashSizeInBytes];

    public long Count { get; private set; }

    public override string ToString() => $"{Count} {Convert.ToHexStringLower(_sum)[..16]}";

    /// <summary>Texts and bytes of one row, each with its length, so that none runs into the next.</summary>
    public void Add(params ReadOnlySpan<object> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            var bytes = part as byte[] ?? Encoding.UTF8.GetBytes(part.ToString()!);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> row = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(row);
        for (var i = 0; i < _sum.Length; i++)
        {
            _sum[i] ^= row[i];
        }

        Count++;
    }
}

/// <summary>Fingerprints by name: a grain type's states, its reminders, the blobs.</summary>
internal sealed class Inventory
{
    private readonly SortedDictionary<string, Fingerprint> _parts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Fingerprint> Parts => _parts;

    public Fingerprint this[string part]
    {
        get
        {
            if (!_parts.TryGetValue(part, out var print))
            {
                _parts.Add(part, print = new Fingerprint());
            }

            return print;
        }
    }

    /// <summary>Each part, here and there, and whether they are the same.</summary>
    public IEnumerable<(string Part, string Here, string There)> Compare(Inventory other) =>
        _parts.Keys.Union(other._parts.Keys).Order(StringComparer.Ordinal)
            .Select(part => (part, _parts.GetValueOrDefault(part)?.ToString() ?? "0", other._parts.GetValueOrDefault(part)?.ToString() ?? "0"));
}
