using System.Runtime.CompilerServices;

namespace Uso.ClientApi.Tests;

/// <summary>Compares with a committed file. UPDATE_SNAPSHOTS=1 rewrites it; then read the difference before committing it.</summary>
internal static class Snapshot
{
    public static async Task MatchAsync(string name, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Snapshots", name);
        actual = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"No snapshot {name}: run with UPDATE_SNAPSHOTS=1 and commit it.");
        Assert.Equal(await File.ReadAllTextAsync(path), actual, ignoreLineEndingDifferences: true);
    }
}
