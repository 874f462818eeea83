using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Uso.Mis;

namespace Uso.Grains.Secrets;

/// <summary>
/// Encrypts a school's MIS credentials. Bound to the school: one school's ciphertext is worthless at another. After a key rotation what was encrypted with an older
/// key is still read, and is encrypted with the newest one whenever it is written.
/// </summary>
internal sealed class SecretProtector(IDataProtectionProvider provider, Urn urn)
{
    private readonly IDataProtector _protector = provider.CreateProtector("uso.mis-secrets", urn.Value);

    public string Protect(string secret) => _protector.Protect(secret);

    public ImmutableDictionary<string, string> Protect(IEnumerable<KeyValuePair<string, string>> secrets) =>
        secrets.ToImmutableDictionary(secret => secret.Key, secret => Protect(secret.Value));

    public string Unprotect(string ciphertext) => _protector.Unprotect(ciphertext);

    /// <summary>The same secrets under the newest key. One that cannot be read stays as it is: its key may come back.</summary>
    public ImmutableDictionary<string, string> Renew(ImmutableDictionary<string, string> ciphertexts) =>
        ciphertexts.ToImmutableDictionary(secret => secret.Key, secret => TryUnprotect(secret.Value) is { } clear ? Protect(clear) : secret.Value);

    /// <summary>Settings and secrets together, in clear: for a reader, never to be stored or logged.</summary>
    /// <exception cref="MisExportException">A secret cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Open(ImmutableDictionary<string, string> settings, ImmutableDictionary<string, string> ciphertexts) =>
        settings.SetItems(ciphertexts.Select(secret => KeyValuePair.Create(
            secret.Key,
            TryUnprotect(secret.Value) ?? throw new MisExportException(MisErrorCodes.CredentialsUnreadable, MisAdvice.For(MisErrorCodes.CredentialsUnreadable).Words))));

    private string? TryUnprotect(string ciphertext)
    {
        try
        {
            return _protector.Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
