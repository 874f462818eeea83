using System.Diagnostics;

namespace Uso.Samples.Cluster;

/// <summary>Programs that this one starts, and ends by their own id and no other's. One that runs on ends when its standard input does.</summary>
internal static class Programs
{
    /// <summary>Runs a program to its end. Its output when it failed, null when it did well.</summary>
    public static async Task<string?> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken stop, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, log: null, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        var text = await output + await error;
        return process.ExitCode == 0 ? null : text.Trim();
    }

    /// <summary>Starts a program. With a log file, its output goes there.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string? log, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new ClusterException($"{program} could not be started.");
        if (log is not null)
        {
            var writer = TextWriter.Synchronized(new StreamWriter(log) { AutoFlush = true });
            process.OutputDataReceived += (_, line) => writer.WriteLine(line.Data);
            process.ErrorDataReceived += (_, line) => writer.WriteLine(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }

        return process;
    }

    /// <summary>Asks by ending its input, waits, and insists only when asking did not help.</summary>
    public static async Task StopAsync(Process process, TimeSpan patience)
    {
        using (process)
        {
            if (process.HasExited)
            {
                return;
            }

            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(patience);
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>The end of a log, to go with an error.</summary>
    public static async Task<string> TailAsync(string log)
    {
        const int Lines = 15;
        return File.Exists(log) ? string.Join('\n', (await File.ReadAllLinesAsync(log)).TakeLast(Lines)) : "";
    }
}
