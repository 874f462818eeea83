namespace Uso.Grains.Rosters;

/// <summary>Roster ids of people whose MIS id the MIS gave to somebody else. No export has them, so absence counts as it does for anybody.</summary>
internal static class FormerIds
{
    private const string Prefix = "former:";

    public static string Of(string misId, string runId) => $"{Prefix}{runId}:{misId}";

    /// <summary>The MIS id that a former id was made of.</summary>
    public static string OriginalOf(string formerId) => formerId[(formerId.IndexOf(':', Prefix.Length) + 1)..];

    public static bool IsFormer(string misId) => misId.StartsWith(Prefix, StringComparison.Ordinal);
}
