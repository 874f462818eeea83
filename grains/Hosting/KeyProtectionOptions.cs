using System.Security.Cryptography.X509Certificates;

namespace Uso.Grains.Hosting;

/// <summary>
/// How data-protection keys are encrypted where they lie. Section "Uso:Keys". Validated at start. The files are a Kubernetes TLS secret's, or any other
/// pair of PEM files with an RSA key; who holds the certificate does not matter, only who can read the key.
/// </summary>
public sealed class KeyProtectionOptions
{
    public const string Section = "Uso:Keys";

    /// <summary>PEM file of the certificate that new keys are encrypted for.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file of its private key.</summary>
    public string? PrivateKey { get; set; }

    /// <summary>Certificates of before, so that keys encrypted for them can still be read.</summary>
    public List<CertificateFiles> Former { get; set; } = [];

    /// <summary>Cluster: keys may lie in the database as they are, which then must never be copied anywhere. For trials.</summary>
    public bool InClear { get; set; }

    public bool HasCertificate => Certificate is { Length: > 0 };

    public bool IsComplete => HasCertificate == PrivateKey is { Length: > 0 } && Former.All(files => files is { Certificate.Length: > 0, PrivateKey.Length: > 0 });

    /// <summary>The one to encrypt for, first, then those of before.</summary>
    public X509Certificate2[] Load() =>
    [
        X509Certificate2.CreateFromPemFile(Certificate!, PrivateKey),
        .. Former.Select(files => X509Certificate2.CreateFromPemFile(files.Certificate, files.PrivateKey)),
    ];
}

/// <summary>A certificate and its key as PEM files.</summary>
public sealed class CertificateFiles
{
    public string Certificate { get; set; } = "";
    public string PrivateKey { get; set; } = "";
}
