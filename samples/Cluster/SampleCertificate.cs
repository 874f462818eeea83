using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Uso.Samples.Cluster;

/// <summary>The certificate for which the cluster's data-protection keys are encrypted: made once, beside the sample's other files, readable by its owner.</summary>
internal static class SampleCertificate
{
    private const int Bits = 3072;

    /// <summary>What silos and API are given. Makes the files when they are not there yet.</summary>
    public static string[] Settings(string dataDirectory)
    {
        var certificate = Path.Combine(dataDirectory, "keys.crt");
        var key = Path.Combine(dataDirectory, "keys.key");
        if (!File.Exists(certificate))
        {
            Make(certificate, key);
        }

        return [$"--Uso:Keys:Certificate={certificate}", $"--Uso:Keys:PrivateKey={key}"];
    }

    internal static void Make(string certificate, string key)
    {
        using var rsa = RSA.Create(Bits);
        var request = new CertificateRequest("CN=uso keys", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        WriteForOwner(key, rsa.ExportPkcs8PrivateKeyPem());
        WriteForOwner(certificate, made.ExportCertificatePem());
    }

    private static void WriteForOwner(string path, string text)
    {
        var open = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            open.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, open);
        writer.Write(text);
    }
}
