using System.Diagnostics;
using System.Globalization;
using Uso.Samples.Loading;

namespace Uso.Samples.Cluster;

/// <summary>What the cluster runtime needs around the API: a database and silos, started before it and stopped after it.</summary>
internal sealed class ClusterBackend : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PrivatePostgres? _postgres;
    private readonly List<Process> _silos = [];

    private ClusterBackend(PrivatePostgres? postgres, string connection)
    {
        _postgres = postgres;
        Connection = connection;
    }

    /// <summary>The database that silos and API share.</summary>
    public string Connection { get; }

    public static async Task<ClusterBackend> StartAsync(RunOptions options, Reporter reporter, CancellationToken stop)
    {
        var silo = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Uso.Silo", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Uso.Silo"));
        if (!File.Exists(silo))
        {
            throw new ClusterException($"the silo is not built: {silo}");
        }

        var postgres = options.Connection is null ? await PrivatePostgres.StartAsync(stop) : null;
        var backend = new ClusterBackend(postgres, options.Connection ?? postgres!.Connection);
        try
        {
            for (var i = 0; i < options.Silos; i++)
            {
                var log = Path.Combine(options.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"silo{i}.log"));
                backend._silos.Add(Programs.Start(
                    silo,
                    [
                        string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:SiloPort={11111 + i}"),
                        string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:GatewayPort={30000 + i}"),
                        "--Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1",
                        $"--ConnectionStrings:Uso={backend.Connection}",
                        $"--Uso:DataDirectory={options.DataDirectory}",
                    ],
                    log));
                reporter.Line(string.Create(CultureInfo.InvariantCulture, $"silo {i + 1} of {options.Silos} started, its log is {log}"));
            }
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }

        return backend;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(s => Programs.StopAsync(s, Patience)));
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}
