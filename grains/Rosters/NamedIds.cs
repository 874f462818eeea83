namespace Uso.Grains.Rosters;

/// <summary>Roster ids of people excluded by name and date of birth, whom no export has had yet.</summary>
internal static class NamedIds
{
    private const string Prefix = "named:";

    public static string Of(string operationId) => Prefix + operationId;

    public static bool IsNamed(string misId) => misId.StartsWith(Prefix, StringComparison.Ordinal);
}
