using System.Security.Cryptography;
using System.Text;

namespace Uso.ClientApi.Access;

/// <summary>What stands after <c>Bearer</c>: an access token <c>uso_{id}_{secret}</c>, or a school's licence key <c>usolk_{urn}_{secret}</c>.</summary>
internal static class AccessText
{
    private const string TokenPrefix = "uso_";
    private const string LicencePrefix = "usolk_";
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

    /// <summary>The school that a licence key names; whether the key is right, only the school knows.</summary>
    public static bool TryReadLicence(string text, out Urn urn)
    {
        urn = default;
        return text.Length <= MaxLength
            && text.StartsWith(LicencePrefix, StringComparison.Ordinal)
            && text.IndexOf('_', LicencePrefix.Length) is > 0 and var end
            && Urn.TryParse(text[LicencePrefix.Length..end], out urn);
    }
}
