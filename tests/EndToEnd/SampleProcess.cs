using System.Diagnostics;

namespace Uso.EndToEnd;

/// <summary>The program behind <c>./run --once</c>, as a process of its own that a test may kill.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _working = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private SampleProcess(Process process) => _process = process;

    /// <summary>Completes when the service is up and loading begins, or goes on.</summary>
    public Task Working => _working.Task;

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
    public static SampleProcess Start(string directory, int schools, int days)
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
        }

        if (line.StartsWith("Uso is at", StringComparison.Ordinal))
        {
            _working.TrySetResult();
        }
    }
}
