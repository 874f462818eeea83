using Uso.Silo.Schema;

namespace Uso.Silo;

/// <summary>What the program does besides hosting grains; these need no Orleans, so both builds have them.</summary>
internal static class Commands
{
    /// <summary>Null when the first argument is none of them.</summary>
    public static async Task<int?> RunAsync(string[] args) => args switch
    {
        [MigrateCommand.Name, .. var rest] => await MigrateCommand.RunAsync(rest),
        _ => null,
    };
}
