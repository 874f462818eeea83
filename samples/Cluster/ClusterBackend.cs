using System.Globalization;
using Uso.Samples.Loading;

namespace Uso.Samples.Cluster;

/// <summary>What the cluster runtime needs around the API: a database and silos, started before it and stopped after it.</summary>
internal sealed class ClusterBackend : IAsyncDisposable
{
    private readonly PrivatePostgres? _postgres;
    private readonly List<SiloProcess> _silos = [];

    private ClusterBackend(PrivatePostgres? postgres, string connection)
    {
        _postgres = postgres;
        Connection = connection;
    }

    /// <summary>The database that silos and API share.</summary>
    public string Connection { get; }

    /// <param name="clockFile">Where the sample's clock is, or null for real time.</param>
    public static async Task<ClusterBackend> StartAsync(RunOptions options, string? clockFile, Reporter reporter, CancellationToken stop)
    {
        var postgres = options.Connection is null ? await PrivatePostgres.StartAsync(stop) : null;
        var backend = new ClusterBackend(postgres, options.Connection ?? postgres!.Connection);
        try
        {
            await SiloProcess.MigrateAsync(backend.Connection, stop);
            reporter.Line(postgres is null ? "The database is prepared." : "A PostgreSQL of its own is started and prepared; it goes when this program ends.");
            for (var i = 0; i < options.Silos; i++)
            {
                var log = Path.Combine(options.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"silo{i + 1}.log"));
                var silo = SiloProcess.Start(backend.Connection, options.DataDirectory, clockFile, log);
                backend._silos.Add(silo);
                reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Silo {i + 1} of {options.Silos} is process {silo.Id}, its log is {log}"));
            }

            await Task.WhenAll(backend._silos.Select(silo => silo.ReadyAsync(stop)));
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
        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}
