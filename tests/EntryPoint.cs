using Xunit.Runner.InProc.SystemConsole;

namespace Uso.Tests;

/// <summary>Each test project is a program of its own; this is its entry.</summary>
internal static class EntryPoint
{
    public static Task<int> Main(string[] args) => ConsoleRunner.Run(args);
}
