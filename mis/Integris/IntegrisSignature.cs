using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Uso.Mis.Integris;

/// <summary>
/// Signs a request: <c>Authorization: Integris id=KEY mac=HEX md5="" ts=MS</c>, the mac an HMAC-SHA256 over method, time and address. The time is the clock's at each try, so
/// that a request tried again later is not refused as a replay.
/// </summary>
internal static class IntegrisSignature
{
    public const string Scheme = "Integris";

    /// <param name="pathAndQuery">As in the request line.</param>
    /// <param name="milliseconds">Unix time.</param>
    public static string Header(string keyId, string secret, string pathAndQuery, long milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme} id={keyId} mac={Mac(secret, pathAndQuery, milliseconds)} md5=\"\" ts={milliseconds}");

    private static string Mac(string secret, string pathAndQuery, long milliseconds)
    {
        // Two empty lines stand for the type and the digest of a body that a GET does not have.
        var text = string.Create(CultureInfo.InvariantCulture, $"GET\n{milliseconds}\n\n\n{pathAndQuery}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
    }
}
