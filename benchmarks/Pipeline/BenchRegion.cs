using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Uso.EmbeddedRuntime;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Grains.Hosting;
using Uso.Grains.SyncRuns;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Pipeline;

/// <summary>The service as it runs on one machine, without the web server in front.</summary>
internal sealed class BenchRegion(IHost host) : IAsyncDisposable
{
    private static readonly Caller Desk = new() { Subject = "bench", Role = Role.ServiceDesk };

    public IServiceProvider Services => host.Services;

    private IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    private IBlobStore Blobs => host.Services.GetRequiredService<IBlobStore>();

    public static async Task<BenchRegion> StartAsync(string dataDirectory, TimeProvider? clock = null)
    {
        UsoGrainServices.EnsureDataDirectory(dataDirectory);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Uso:DataDirectory"] = dataDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        if (clock is not null)
        {
            builder.Services.AddSingleton(clock);
        }

        builder.Services.AddUsoGrains(builder.Configuration).AddFileBlobs();
        builder.UseOrleans(silo => silo.UseEmbeddedStorage(storage => storage.DatabasePath = Path.Combine(dataDirectory, "uso.db"), StorageNames.Default));
        var host = builder.Build();
        await host.StartAsync();
        return new BenchRegion(host);
    }

    public async Task SetUpAsync(IEnumerable<PopulationSchool> schools, CancellationToken cancellationToken)
    {
        foreach (var school in schools)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Grains.LocalAuthority(LaCode.Parse(school.LaCode)).AddSchoolAsync(school.School.Urn);
            var grain = Grains.School(Urn.Parse(school.School.Urn));
            Expect(await grain.PutAsync(Desk, new PutSchool
            {
                Name = school.School.Name,
                LaCode = school.LaCode,
                EstablishmentNumber = school.School.EstablishmentNumber,
                Phase = SchoolPhase.Secondary,
            }));
            Expect(await grain.ConfigureMisAsync(Desk, new ConfigureMis { Mis = "sims" }));
            Expect(await grain.AcceptReportsAsync(Desk, new AcceptReports { Reports = ["Students", "Staff"] }));
        }
    }

    /// <summary>Receive, record, run, wait for rest.</summary>
    public async Task ProcessAsync(ExportFile file, string operation, CancellationToken cancellationToken)
    {
        var urn = Urn.Parse(file.Urn);
        var blob = await Blobs.WriteAsync(
            async (stream, token) =>
            {
                await using var bytes = File.OpenRead(file.Path);
                await bytes.CopyToAsync(stream, token);
            },
            cancellationToken);
        Expect(await Grains.School(urn).RecordUploadAsync(Desk, new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = "export.zip" }));
        var started = Expect(await Grains.School(urn).StartRunAsync(Desk, new StartRun { OperationId = operation.Replace(' ', '-') }));
        var run = Grains.SyncRun(new RunKey(urn, started.RunId));
        var status = await run.WaitAsync(TimeSpan.FromSeconds(25));
        while (status?.IsAtRest() == false)
        {
            status = await run.WaitAsync(TimeSpan.FromSeconds(25));
        }

        if (status?.Phase is not RunPhase.Complete)
        {
            throw new InvalidOperationException($"{file.Urn}, {operation}: {status?.Phase} {status?.Problem?.Code}");
        }
    }

    /// <summary>Every head releases to the consumer.</summary>
    public async Task ReleaseAsync(IEnumerable<PopulationSchool> schools, ConsumerId consumer)
    {
        foreach (var urn in schools.Select(school => school.School.Urn))
        {
            var head = new Caller { Subject = "bench", Role = Role.HeadTeacher, Schools = [urn] };
            Expect(await Grains.School(Urn.Parse(urn)).SetReleaseAsync(head, consumer.Value, released: true));
        }
    }

    /// <summary>Builds the consumer's snapshot of every LA, one after another.</summary>
    public async Task<IReadOnlyList<SnapshotManifest>> BuildSnapshotsAsync(IEnumerable<PopulationSchool> schools, ConsumerId consumer)
    {
        var manifests = new List<SnapshotManifest>();
        foreach (var la in schools.Select(school => school.LaCode).Distinct())
        {
            manifests.Add(await Grains.Snapshot(new SnapshotKey(LaCode.Parse(la), consumer)).BuildAsync());
        }

        return manifests;
    }

    /// <summary>The rows that the snapshots hold, from their blobs.</summary>
    public async Task<List<SnapshotRow>> RowsAsync(IEnumerable<SnapshotManifest> manifests, CancellationToken cancellationToken)
    {
        var rows = new List<SnapshotRow>();
        foreach (var segment in manifests.SelectMany(manifest => manifest.Segments))
        {
            rows.AddRange(await Blobs.ReadLinesAsync<SnapshotRow>(segment.Sha256, 0, int.MaxValue, cancellationToken));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private static T Expect<T>(Outcome<T> outcome) =>
        outcome.TryGet(out var value, out var problem) ? value : throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
}
