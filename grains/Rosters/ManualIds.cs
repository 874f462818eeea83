namespace Uso.Grains.Rosters;

/// <summary>Roster ids of accounts asked for by hand, which no export has yet. Absence from an export never touches them.</summary>
internal static class ManualIds
{
    private const string Prefix = "request:";

    public static string Of(string operationId) => Prefix + operationId;

    public static bool IsManual(string misId) => misId.StartsWith(Prefix, StringComparison.Ordinal);
}
