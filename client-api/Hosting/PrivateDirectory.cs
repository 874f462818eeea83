namespace Uso.ClientApi.Hosting;

/// <summary>The data directory, which nobody but this user may look into.</summary>
internal static class PrivateDirectory
{
    /// <returns>The full path. A directory that is there already keeps its mode.</returns>
    public static string Make(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
