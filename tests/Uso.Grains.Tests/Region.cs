using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Grains.Hosting;
using Uso.Testing;

namespace Uso.Grains.Tests;

/// <summary>A running Uso with a fake clock, and short words for what its users do.</summary>
internal sealed class Region : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 12, 0, 0, TimeSpan.Zero);
    public static readonly Caller ServiceDesk = new() { Subject = "desk", Role = Role.ServiceDesk };

    private readonly string _directory;
    private int _operations;

    private Region(string directory, GrainHost host)
    {
        _directory = directory;
        Host = host;
    }

    public GrainHost Host { get; }

    public IGrainFactory Grains => Host.GrainFactory;

    public IBlobStore Blobs => Host.Services.GetRequiredService<IBlobStore>();

    public static async Task<Region> StartAsync(Action<IServiceCollection>? configure = null)
    {
        var directory = Directory.CreateTempSubdirectory("uso-region-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Uso:DataDirectory"] = directory })
            .Build();
        var host = await GrainHost.StartAsync(
            services =>
            {
                services.AddUsoGrains(configuration).AddFileBlobs();
                if (Environment.GetEnvironmentVariable("USO_TEST_LOG") is not null)
                {
                    services.AddLogging(logging => logging.AddConsole());
                }

                configure?.Invoke(services);
            },
            new FakeClock(Monday),
            Path.Combine(directory, "uso.db"));
        return new Region(directory, host);
    }

    public static Caller Head(string urn) => new() { Subject = "head-" + urn, Role = Role.HeadTeacher, Schools = [urn] };

    public static Caller Agent(string urn) => new() { Subject = "licence-key", Role = Role.Agent, Schools = [urn] };

    public ISchoolGrain School(string urn) => Grains.School(Urn.Parse(urn));

    public IRosterGrain Roster(string urn) => Grains.Roster(Urn.Parse(urn));

    public ISyncRunGrain Run(string urn, string runId) => Grains.SyncRun(new RunKey(Urn.Parse(urn), runId));

    /// <summary>A SIMS school that accepted students and staff.</summary>
    public async Task AddSchoolAsync(string urn, string la = "899", params string[] reports)
    {
        await Grains.LocalAuthority(LaCode.Parse(la)).AddSchoolAsync(urn);
        Ok(await School(urn).PutAsync(ServiceDesk, new PutSchool { Name = "School " + urn, LaCode = la, EstablishmentNumber = urn[2..], Phase = SchoolPhase.Primary }));
        Ok(await School(urn).ConfigureMisAsync(ServiceDesk, new ConfigureMis { Mis = "sims" }));
        Ok(await School(urn).AcceptReportsAsync(ServiceDesk, new AcceptReports { Reports = reports.Length > 0 ? [.. reports] : ["Students", "Staff"] }));
    }

    public async Task<UploadReceipt> UploadAsync(string urn, byte[] bytes, string fileName = "export.zip")
    {
        var blob = await Blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(bytes, token), CancellationToken.None);
        return Ok(await School(urn).RecordUploadAsync(Agent(urn), new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = fileName }));
    }

    /// <summary>Uploads, runs, waits.</summary>
    public async Task<RunStatus> SyncAsync(string urn, SimsExport export, bool dryRun = false)
    {
        await UploadAsync(urn, export.ToZip());
        return await RunAsync(urn, new StartRun { OperationId = "op-" + ++_operations, DryRun = dryRun });
    }

    public Task<RunStatus> DoAsync(string urn, params HandAction[] actions) =>
        RunAsync(urn, new StartRun { OperationId = "op-" + ++_operations, Actions = [.. actions] });

    public async Task<RunStatus> RunAsync(string urn, StartRun start)
    {
        var started = Ok(await School(urn).StartRunAsync(ServiceDesk, start));
        return await RestAsync(urn, started.RunId);
    }

    /// <summary>The run once it rests, and the school knows.</summary>
    public async Task<RunStatus> RestAsync(string urn, string runId)
    {
        var status = await Run(urn, runId).WaitAsync(TimeSpan.FromSeconds(25));
        Assert.True(status!.IsAtRest(), $"{runId} is {status.Phase}");
        await School(urn).RunRestedAsync(runId);
        return status;
    }

    public async Task<ImmutableArray<RosterEntry>> EntriesAsync(string urn) => (await Roster(urn).QueryAsync(new RosterQuery { Take = 500 })).Entries;

    public Task<RosterEntry?> PupilAsync(string urn, string misId) => Roster(urn).GetEntryAsync(AccountKind.Pupil, misId);

    public async Task<UserDetails> UserAsync(string username) => (await Grains.User(Username.Parse(username)).GetAsync())!;

    public void NextDay(int days = 1) => Host.Clock.Advance(TimeSpan.FromDays(days));

    public static T Ok<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Problem is null, $"{outcome.Problem?.Code}: {outcome.Problem?.Detail}");
        return outcome.Value!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
