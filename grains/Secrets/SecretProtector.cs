using Microsoft.AspNetCore.DataProtection;

namespace Uso.Grains.Secrets;

/// <summary>Encrypts a school's MIS credentials. Bound to the school: one school's ciphertext is worthless at another.</summary>
internal sealed class SecretProtector(IDataProtectionProvider provider, Urn urn)
{
    private readonly IDataProtector _protector = provider.CreateProtector("uso.mis-secrets", urn.Value);

    public string Protect(string secret) => _protector.Protect(secret);

    public string Unprotect(string ciphertext) => _protector.Unprotect(ciphertext);
}
