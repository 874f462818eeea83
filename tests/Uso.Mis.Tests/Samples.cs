namespace Uso.Mis.Tests;

/// <summary>Files of third parties beside the repository, which are read from there and never copied.</summary>
internal static class Samples
{
    /// <summary>The folder, or the test is skipped and says why.</summary>
    public static string Folder(string name, string collection = "mis-samples")
    {
        var root = Environment.GetEnvironmentVariable("USO_SHARED_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            root = Path.Combine(folder.FullName, "shared", "data") is var path && Directory.Exists(path) ? path : null;
        }

        var samples = Path.Combine(root ?? "shared/data", collection, name);
        Assert.SkipUnless(Directory.Exists(samples), $"{collection}/{name} is not here: set USO_SHARED_DATA or put shared/data beside the repository.");
        return samples;
    }
}
