using Uso.Silo.Import;
using Uso.Silo.Schema;

namespace Uso.Silo;

/// <summary>What the program does besides hosting grains; these need no Orleans, so both builds have them.</summary>
internal static class Commands
{
    /// <summary>Null when the first argument is none of them.</summary>
    /// <param name="reminderHash">Where on the ring of silos a grain is, by type and key; null in the build that has no ring.</param>
    public static async Task<int?> RunAsync(string[] args, Func<string, string, int>? reminderHash = null) => args switch
    {
        [MigrateCommand.Name, .. var rest] => await MigrateCommand.RunAsync(rest),
        [ImportCommand.Name, .. var rest] => await ImportCommand.RunAsync(rest, reminderHash),
        _ => null,
    };
}
