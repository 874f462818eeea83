using System.Diagnostics;

namespace Uso.EndToEnd;

/// <summary>A night that is cut off anywhere must end as one that was not.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int Schools = 4;
    private const int Days = 2;
    private const int Seed = 20260907;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task KilledAtFiftyRandomPoints_EndsAsAnUndisturbedRun()
    {
        var root = Directory.CreateTempSubdirectory("uso-kill-").FullName;
        try
        {
            var (expected, length) = await UndisturbedAsync(Path.Combine(root, "undisturbed"));
            var random = new Random(Seed);
            var killed = 0;
            for (var round = 0; killed < Kills; round++)
            {
                var directory = Path.Combine(root, $"round-{round}");
                Directory.CreateDirectory(directory);
                var before = killed;
                var life = length * random.NextDouble() * 0.7;
                while (killed < Kills && await LiveAsync(directory, life))
                {
                    killed++;
                    life = length * random.NextDouble() * 0.7;
                }

                // The machine may have become faster since the undisturbed run: who outlives their time says so.
                length = life < length && killed == before ? life : length;

                await FinishAsync(directory);
                Assert.Equal(expected, await File.ReadAllTextAsync(SampleProcess.DumpOf(directory)));
                output.WriteLine($"Round {round}: {killed - before} kills, the same outcome.");
                Directory.Delete(directory, recursive: true);
            }

            Assert.Equal(Kills, killed);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<(string Dump, TimeSpan Length)> UndisturbedAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        using var process = SampleProcess.Start(directory, Schools, Days);
        await process.Working.WaitAsync(Patience);
        var started = Stopwatch.GetTimestamp();
        await EndAsync(process);
        return (await File.ReadAllTextAsync(SampleProcess.DumpOf(directory)), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>One life, counted from when the work begins: true when it was killed at work, false when it ended before its time came.</summary>
    private static async Task<bool> LiveAsync(string directory, TimeSpan life)
    {
        using var process = SampleProcess.Start(directory, Schools, Days);
        await process.Working.WaitAsync(Patience);
        if (await process.EndsWithinAsync(life))
        {
            Assert.True(process.ExitCode == 0, process.Output);
            return false;
        }

        await process.KillAsync();
        return true;
    }

    private static async Task FinishAsync(string directory)
    {
        using var process = SampleProcess.Start(directory, Schools, Days);
        await EndAsync(process);
    }

    private static async Task EndAsync(SampleProcess process)
    {
        Assert.True(await process.EndsWithinAsync(Patience), "It did not end.\n" + process.Output);
        Assert.True(process.ExitCode == 0, process.Output);
    }
}
