using System.Security.Cryptography;
using System.Text;

namespace Uso.GrainInterfaces;

/// <summary>An access token as text: <c>uso_{id}_{secret}</c>.</summary>
public static class AccessText
{
    private const string TokenPrefix = "uso_";
    private const string IdAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    private const int SecretBytes = 32;
    private const int MaxLength = 200;

    public static (TokenId Id, string Secret) NewToken() => (NewTokenId(), NewSecret());

    public static TokenId NewTokenId() => TokenId.Parse(RandomNumberGenerator.GetString(IdAlphabet, TokenId.Length));

    /// <summary>256 random bits in lower-case hex.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true);

    public static string Format(TokenId id, string secret) => $"{TokenPrefix}{id}_{secret}";

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static bool TryReadToken(string text, out TokenId id, out string secret)
    {
        id = default;
        secret = "";
        var parts = text.Split('_');
        if (text.Length > MaxLength || parts is not ["uso", _, { Length: SecretBytes * 2 }] || !TokenId.TryParse(parts[1], out id)
            || !parts[2].All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        secret = parts[2];
        return true;
    }
}
