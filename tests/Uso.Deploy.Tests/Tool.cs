using System.Collections.Concurrent;
using System.Diagnostics;

namespace Uso.Deploy.Tests;

/// <summary>Runs programs that the deployment's files are checked with, from the root of the repository.</summary>
internal static class Tool
{
    private static readonly ConcurrentDictionary<string, Task<string>> Overlays = new();
    private static readonly Lazy<Task> Modules = new(InstallModulesAsync);

    public static string Root { get; } = FindRoot();

    private static string Checks => Path.Combine(Root, "tests", "Uso.Deploy.Tests", "kubernetes");

    /// <summary>One of the scripts beside package.json; what they need is installed first, by the lock file.</summary>
    public static async Task<(int ExitCode, string Output)> NodeAsync(string script, string input, params string[] arguments)
    {
        await Modules.Value;
        return await RunAsync("node", [Path.Combine(Checks, script), .. arguments], Root, input);
    }

    /// <summary>The overlay as it would be applied.</summary>
    public static Task<string> KustomizeAsync(string overlay) => Overlays.GetOrAdd(overlay, BuildAsync);

    private static async Task<string> BuildAsync(string overlay)
    {
        var (code, output) = await RunAsync("kubectl", ["kustomize", $"deploy/k8s/overlays/{overlay}"], Root, input: "");
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task InstallModulesAsync()
    {
        var installed = new FileInfo(Path.Combine(Checks, "node_modules", ".package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Checks, "package-lock.json")))
        {
            var (code, output) = await RunAsync("npm", ["ci"], Checks, input: "");
            Assert.True(code == 0, output);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, string directory, string input)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed: what is checked with it was not checked.");
        }

        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + (process.ExitCode == 0 ? "" : await error));
    }

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Orleans.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("This is not in the repository.");
        }

        return directory;
    }
}
