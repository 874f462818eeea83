namespace Uso.Grains.Rosters;

/// <summary>
/// Roster ids of people whom the school's new MIS does not have: their old id means nothing in it. They stay allocated until a person decides; absence never touches them.
/// </summary>
internal static class KeptIds
{
    private const string Prefix = "kept:";

    public static string Of(string misId, string runId) => $"{Prefix}{runId}:{misId}";

    public static bool IsKept(string misId) => misId.StartsWith(Prefix, StringComparison.Ordinal);
}
