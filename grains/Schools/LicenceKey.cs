using Uso.Grains.Secrets;

namespace Uso.Grains.Schools;

/// <summary>A school's licence key, <c>usolk_{urn}_{secret}</c>: what its agent or pushing MIS shows.</summary>
public static class LicenceKey
{
    public const string Prefix = "usolk_";

    public static string New(Urn urn) => $"{Prefix}{urn}_{SecretHash.NewSecret()}";

    /// <summary>The school a key claims to be of; whether it is, the school says.</summary>
    public static bool TryParse(string text, out Urn urn)
    {
        urn = default;
        var parts = text.Split('_');
        return parts.Length == 3 && text.StartsWith(Prefix, StringComparison.Ordinal) && Urn.TryParse(parts[1], out urn);
    }
}
