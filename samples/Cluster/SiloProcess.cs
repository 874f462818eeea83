using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Uso.Samples.Cluster;

/// <summary>One silo, in a process of its own: this same program, asked to be one.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    /// <summary>First argument of a program that shall be a silo.</summary>
    public const string Command = "silo";

    /// <summary>Setting: the file of the <see cref="SharedClock"/>; without it time is real.</summary>
    public const string ClockSetting = "Sample:Clock";

    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly Uri _ready;
    private readonly string _log;

    private SiloProcess(Process process, Uri ready, string log)
    {
        _process = process;
        _ready = ready;
        _log = log;
    }

    public int Id => _process.Id;

    /// <summary>Makes the tables.</summary>
    public static async Task MigrateAsync(string connection, CancellationToken stop)
    {
        if (await Programs.RunAsync(Environment.ProcessPath!, Arguments("migrate"), stop, Secrets(connection)) is { } failure)
        {
            throw new ClusterException($"the database could not be prepared: {failure}");
        }
    }

    public static SiloProcess Start(string connection, string dataDirectory, string? clockFile, string log)
    {
        var ports = FreePorts.Take(3);
        var health = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[2]}");
        var process = Programs.Start(
            Environment.ProcessPath!,
            Arguments(
            [
                string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:SiloPort={ports[0]}"),
                string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:GatewayPort={ports[1]}"),
                "--Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1",
                "--urls",
                health,
                $"--Uso:DataDirectory={dataDirectory}",
                "--Uso:Pull:AllowPrivateAddresses=true",
                .. SampleCertificate.Settings(dataDirectory),
                $"--{ClockSetting}={clockFile}",
            ]),
            log,
            Secrets(connection));
        return new SiloProcess(process, new Uri($"{health}/health/ready"), log);
    }

    /// <summary>Waits until the silo serves.</summary>
    public async Task ReadyAsync(CancellationToken stop)
    {
        using var http = new HttpClient();
        var started = TimeProvider.System.GetTimestamp();
        while (!await IsReadyAsync(http, stop))
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > ReadyWithin)
            {
                throw new ClusterException($"a silo did not start:\n{await Programs.TailAsync(_log)}");
            }

            await Task.Delay(Look, stop);
        }
    }

    public async ValueTask DisposeAsync() => await Programs.StopAsync(_process, StopWithin);

    private async Task<bool> IsReadyAsync(HttpClient http, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(_ready, stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }

    /// <summary>This program is run by <c>dotnet</c>, or is a program by itself.</summary>
    private static IEnumerable<string> Arguments(params string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Assembly.GetEntryAssembly()!.Location, Command, .. arguments]
            : [Command, .. arguments];

    /// <summary>Not on the command line, which every user of the machine may read.</summary>
    private static Dictionary<string, string> Secrets(string connection) => new() { ["ConnectionStrings__Uso"] = connection };
}
