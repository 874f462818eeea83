using System.Security.Cryptography;
using System.Text;

namespace Uso.Grains.Rosters;

/// <summary>Tells one roster change from another. A first load has thousands of entries, so what identifies an entry's content is hashed, not its whole text.</summary>
internal static class RosterChangeDigest
{
    public static string Of(RosterChange change)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new StringBuilder();
        foreach (var entry in change.Puts)
        {
            line.Append(entry.Kind).Append('/').Append(entry.MisId).Append('/').Append(entry.Status).Append('/').Append(entry.Username)
                .Append('/').Append(entry.Fingerprint).Append('/').Append(entry.MissingSince?.DayNumber).Append('\n');
        }

        foreach (var removal in change.Removals)
        {
            line.Append('-').Append(removal.Kind).Append('/').Append(removal.MisId).Append('\n');
        }

        foreach (var chunk in line.GetChunks())
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(chunk.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
