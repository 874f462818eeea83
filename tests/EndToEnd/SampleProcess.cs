using System.Diagnostics;

namespace Uso.EndToEnd;

/// <summary>The program behind <c>./run --once</c>, as a process of its own that a test may kill.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<(string Start, TaskCompletionSource<string> Seen)> _awaited = [];

    private SampleProcess(Process process) => _process = process;

    /// <summary>Completes when the service is up and loading begins, or goes on.</summary>
    public Task Working => LineAsync("Uso is at");

    public int ExitCode => _process.ExitCode;

    /// <summary>What it printed, for a failing test's message.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <param name="directory">Data, output and dump of one round.</param>
    /// <param name="arguments">What else to give to the program.</param>
    public static SampleProcess Start(string directory, int schools, int days, params ReadOnlySpan<string> arguments)
    {
        var program = Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Uso.Samples", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Uso.Samples.dll"));
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                program, "--once", "--port", "0", "--data", Path.Combine(directory, "data"), "--out", Path.Combine(directory, "out"),
                "--dump", DumpOf(directory), "--schools", $"{schools}", "--days", $"{days}",
            },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var sample = new SampleProcess(new Process { StartInfo = start });
        sample._process.OutputDataReceived += (_, line) => sample.Note(line.Data);
        sample._process.ErrorDataReceived += (_, line) => sample.Note(line.Data);
        sample._process.Start();
        sample._process.BeginOutputReadLine();
        sample._process.BeginErrorReadLine();
        return sample;
    }

    /// <summary>The outcome as the program wrote it: accounts, roster entries and snapshot rows, sorted, without times.</summary>
    public static string DumpOf(string directory) => Path.Combine(directory, "dump.txt");

    /// <summary>The first line that starts so, at once or when it is printed.</summary>
    public Task<string> LineAsync(string start)
    {
        lock (_lines)
        {
            if (_lines.Find(line => line.StartsWith(start, StringComparison.Ordinal)) is { } found)
            {
                return Task.FromResult(found);
            }

            var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((start, seen));
            return seen.Task;
        }
    }

    /// <summary>True when it ended by itself within the time.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var limit = new CancellationTokenSource(time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Add(line);
            foreach (var (_, seen) in _awaited.Where(one => line.StartsWith(one.Start, StringComparison.Ordinal)))
            {
                seen.TrySetResult(line);
            }
        }
    }
}
