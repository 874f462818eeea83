using System.Runtime.CompilerServices;

namespace Uso.Architecture.Tests;

/// <summary>The files of the project.</summary>
internal static class Repository
{
    /// <summary>Folders that ship. Samples, benchmarks and tests do not.</summary>
    public static readonly IReadOnlyList<string> ProductFolders =
        ["client-api", "embedded-runtime", "grain-interfaces", "grains", "matching", "mis", "silo"];

    private static readonly string[] Made = ["artifacts", "bin", "obj", "data", "out", ".git", "node_modules"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public static string Read(params ReadOnlySpan<string> parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    /// <summary>Files of a kind under the folders, or everywhere; nothing that a build made. Relative paths with forward slashes, sorted.</summary>
    public static IReadOnlyList<string> Files(string pattern, params IEnumerable<string> folders) =>
    [
        .. (folders.Any() ? folders : [""])
            .SelectMany(folder => Under(PathOf(folder), pattern))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Rewrites the part of a committed file that a test maintains when UPDATE_SNAPSHOTS=1; otherwise it must be as expected.</summary>
    public static void Match(string expected, string actual, Action<string> rewrite, string what)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            rewrite(actual);
            return;
        }

        Assert.True(expected == actual, $"{what} is not what the code says. If that is meant, run with UPDATE_SNAPSHOTS=1 and read the difference.\n{Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n', [.. before.Except(after).Select(line => $"- {line}"), .. after.Except(before).Select(line => $"+ {line}")]);
    }

    private static IEnumerable<string> Under(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(folder, pattern),
        .. Directory.EnumerateDirectories(folder).Where(inner => !Made.Contains(Path.GetFileName(inner))).SelectMany(inner => Under(inner, pattern)),
    ];

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
