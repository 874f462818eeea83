using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Uso.Benchmarks.Pipeline;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Grains.SyncRuns;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Region;

/// <summary>Schools at work, asked as the API asks them.</summary>
internal sealed class BenchRegion(BenchHost host) : IAsyncDisposable
{
    private const int SetUpAtOnce = 16;

    /// <summary>A night before begins longer ago than that.</summary>
    private static readonly TimeSpan OneNight = TimeSpan.FromHours(12);
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(5);
    private static readonly Caller Desk = new() { Subject = "bench", Role = Role.ServiceDesk };

    public BenchHost Host => host;

    public IServiceProvider Services => host.Services;

    private IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    private IBlobStore Blobs => host.Services.GetRequiredService<IBlobStore>();

    public static async Task<BenchRegion> StartAsync(string dataDirectory, TimeProvider? clock = null) =>
        new(await BenchHosts.StartAsync(new BenchHostOptions { DataDirectory = dataDirectory, Clock = clock }));

    public Task SetUpAsync(IEnumerable<PopulationSchool> schools, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        schools,
        new ParallelOptions { MaxDegreeOfParallelism = SetUpAtOnce, CancellationToken = cancellationToken },
        async (school, _) => await SetUpAsync(school));

    /// <summary>Receive, record, run, wait for rest.</summary>
    public async Task<RunStatus> ProcessAsync(ExportFile file, string operation, CancellationToken cancellationToken)
    {
        await UploadAsync(file, cancellationToken);
        var urn = Urn.Parse(file.Urn);
        var started = Expect(await Grains.School(urn).StartRunAsync(Desk, new StartRun { OperationId = operation.Replace(' ', '-') }));
        return await RestedAsync(urn, started.RunId);
    }

    /// <summary>The school's agent sends an export.</summary>
    public async Task UploadAsync(ExportFile file, CancellationToken cancellationToken)
    {
        var blob = await Blobs.WriteAsync(
            async (stream, token) =>
            {
                await using var bytes = File.OpenRead(file.Path);
                await bytes.CopyToAsync(stream, token);
            },
            cancellationToken);
        var agent = new Caller { Subject = "bench", Role = Role.Agent, Schools = [file.Urn] };
        Expect(await Grains.School(Urn.Parse(file.Urn)).RecordUploadAsync(agent, new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = "export.zip" }));
    }

    /// <summary>The school's reminder ticks, as the reminder service calls it; answers when the night's run rests and the school has taken note of it.</summary>
    public async Task<RunStatus> NightAsync(string urn, CancellationToken cancellationToken)
    {
        var school = Grains.School(Urn.Parse(urn));
        var now = host.Clock.GetUtcNow().UtcDateTime;
        await school.AsReference<IRemindable>().ReceiveReminder("sync", new TickStatus(now, TimeSpan.FromMinutes(10), now));
        var run = (await school.GetRunsAsync())[0];
        if (run.StartedAt < now - OneNight)
        {
            throw new InvalidOperationException($"{urn}: the night started no run.");
        }

        var status = await RestedAsync(Urn.Parse(urn), run.RunId);
        while (await school.GetNightAsync() is { State: NightState.Running })
        {
            await Task.Delay(NextLook, cancellationToken);
        }

        return status;
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

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task SetUpAsync(PopulationSchool school)
    {
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

    private async Task<RunStatus> RestedAsync(Urn urn, string runId)
    {
        var run = Grains.SyncRun(new RunKey(urn, runId));
        var status = await run.WaitAsync(TimeSpan.FromSeconds(25));
        while (status?.IsAtRest() == false)
        {
            status = await run.WaitAsync(TimeSpan.FromSeconds(25));
        }

        return status is { Phase: RunPhase.Complete } ? status : throw new InvalidOperationException($"{urn.Value}, {runId}: {status?.Phase} {status?.Problem?.Code}");
    }

    private static T Expect<T>(Outcome<T> outcome) =>
        outcome.TryGet(out var value, out var problem) ? value : throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
}
