using System.Security.Cryptography;
using System.Text;

namespace Uso.Grains.Secrets;

/// <summary>
/// Hashes of keys and tokens. They are 256 random bits, so a plain SHA-256 is enough: there is nothing to guess that a slow hash would protect.
/// </summary>
public static class SecretHash
{
    private const int SecretBytes = 32;

    /// <summary>A new secret, 64 hex digits.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);

    public static string Of(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Constant-time.</summary>
    public static bool Matches(string secret, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Of(secret)), Encoding.ASCII.GetBytes(hash));
}
