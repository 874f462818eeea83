using System.Diagnostics;
using System.Globalization;

namespace Uso.EndToEnd;

/// <summary>On Microsoft Orleans, with silos as processes and a PostgreSQL that the program starts: a silo that dies at work must change nothing.</summary>
public sealed class SiloKillTests(ITestOutputHelper output)
{
    private const int Schools = 4;
    private const int Days = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task SiloKilledAtWork_EndsAsAnUndisturbedRun()
    {
        var root = Directory.CreateTempSubdirectory("uso-silo-kill-").FullName;
        try
        {
            var expected = await RunAsync(Path.Combine(root, "undisturbed"), _ => Task.CompletedTask);
            Assert.NotEmpty(expected);

            // The line tells that a school is done: the next one's upload or run is what the silo dies in.
            Assert.Equal(expected, await RunAsync(Path.Combine(root, "first"), sample => KillAsync(sample, silo: 1, after: "day 1  999001")));
            Assert.Equal(expected, await RunAsync(Path.Combine(root, "second"), sample => KillAsync(sample, silo: 2, after: "day 1  999003")));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private async Task<string> RunAsync(string directory, Func<SampleProcess, Task> disturb)
    {
        Directory.CreateDirectory(directory);
        var started = Stopwatch.GetTimestamp();
        using var sample = SampleProcess.Start(directory, Schools, Days, "--runtime", "cluster", "--silos", "2");
        var ended = sample.EndsWithinAsync(Patience);
        var disturbed = disturb(sample);
        await Task.WhenAny(ended, disturbed);
        Assert.True(disturbed.IsCompletedSuccessfully, $"It ended before it was disturbed.\n{sample.Output}");
        Assert.True(await ended, $"It did not end.\n{sample.Output}");
        Assert.True(sample.ExitCode == 0, sample.Output);
        output.WriteLine($"{Path.GetFileName(directory)}: {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        return await File.ReadAllTextAsync(SampleProcess.DumpOf(directory));
    }

    /// <summary>SIGKILL, to the process that the program named.</summary>
    private static async Task KillAsync(SampleProcess sample, int silo, string after)
    {
        var line = await sample.LineAsync(string.Create(CultureInfo.InvariantCulture, $"Silo {silo} of 2 is process "));
        await sample.LineAsync(after);
        using var process = Process.GetProcessById(int.Parse(line.Split("process ")[1].Split(',')[0], CultureInfo.InvariantCulture));
        process.Kill();
    }
}
