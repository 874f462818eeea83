using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Grains.Hosting;
using Uso.Matching;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A running Uso with a fake clock, and short words for what its users do.</summary>
internal sealed class Region : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 9, 7, 12, 0, 0, TimeSpan.Zero);
    public static readonly Caller ServiceDesk = new() { Subject = "desk", Role = Role.ServiceDesk };

    private static readonly string[] FirstNames =
        ["Ada", "Boris", "Chidi", "Delphine", "Eamon", "Farah", "Gustav", "Hyacinth", "Ibrahim", "Jocasta", "Kwame", "Lucinda", "Mordecai", "Nkechi", "Oswald", "Philippa", "Quentin", "Rosalind", "Tancred", "Ursula"];

    private static readonly string[] LastNames =
        ["Okafor", "Pemberton", "Zhang", "Whitlock", "Abernathy", "Kowalczyk", "Drummond", "Featherstone", "Ghosh", "Hargreaves", "Inglewood", "Jankowski", "Llewellyn", "Mukherjee", "Osterley", "Quigley", "Rasmussen", "Threlfall", "Underhill"];

    private int _operations;

    private Region(string directory, GrainHost host)
    {
        DataDirectory = directory;
        Host = host;
    }

    public GrainHost Host { get; }

    public string DataDirectory { get; }

    public IGrainFactory Grains => Host.GrainFactory;

    public IBlobStore Blobs => Host.Services.GetRequiredService<IBlobStore>();

    public static async Task<Region> StartAsync(Action<IServiceCollection>? configure = null, DateTimeOffset? at = null)
    {
        var directory = Directory.CreateTempSubdirectory("uso-region-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Uso:DataDirectory"] = directory, ["Uso:Pull:AllowPrivateAddresses"] = "true" })
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
            new FakeClock(at ?? Monday),
            Path.Combine(directory, "uso.db"));
        return new Region(directory, host);
    }

    /// <summary>A region with one school whose first export had these pupils.</summary>
    public static async Task<Region> StartAsync(string urn, params Pupil[] pupils)
    {
        var region = await StartAsync();
        await region.AddSchoolAsync(urn);
        await region.SyncAsync(urn, new SimsExport().With(pupils));
        return region;
    }

    public static Caller Head(string urn) => new() { Subject = "head-" + urn, Role = Role.HeadTeacher, Schools = [urn] };

    public static Caller Admin(string urn) => new() { Subject = "admin-" + urn, Role = Role.SchoolAdmin, Schools = [urn] };

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

    /// <param name="exportedAt">Now unless given, as an agent would say; the archive's own times are the real clock's.</param>
    public async Task<UploadReceipt> UploadAsync(string urn, byte[] bytes, string fileName = "export.zip", DateTimeOffset? exportedAt = null)
    {
        var blob = await Blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(bytes, token), CancellationToken.None);
        return Ok(await School(urn).RecordUploadAsync(Agent(urn), new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = fileName, ExportedAt = exportedAt ?? Host.Clock.GetUtcNow() }));
    }

    /// <summary>Uploads, runs, waits; the books must balance.</summary>
    public async Task<RunStatus> SyncAsync(string urn, SimsExport export, bool dryRun = false, GateOverride? lift = null)
    {
        await UploadAsync(urn, export.ToZip());
        var run = await RunAsync(urn, new StartRun { OperationId = "op-" + ++_operations, DryRun = dryRun, Override = lift });
        Balances(run);
        return run;
    }

    /// <summary>Every row is accounted for.</summary>
    public static void Balances(RunStatus run)
    {
        Assert.Equal(run.Pupils.Rows, run.Pupils.Accounted());
        Assert.Equal(run.Staff.Rows, run.Staff.Accounted());
    }

    public Task<RunStatus> DoAsync(string urn, params HandAction[] actions) =>
        RunAsync(urn, new StartRun { OperationId = "op-" + ++_operations, Actions = [.. actions] });

    public async Task<RunStatus> RunAsync(string urn, StartRun start)
    {
        // A day that passed may have set off an upkeep run: people wait for it too.
        if ((await School(urn).GetRunsAsync()).FirstOrDefault() is { Kind: RunKind.Upkeep } upkeep)
        {
            await RestAsync(urn, upkeep.RunId);
        }

        var started = Ok(await School(urn).StartRunAsync(ServiceDesk, start));
        return await RestAsync(urn, started.RunId);
    }

    public async Task<RunStatus> UndoAsync(string urn, string runId, bool dryRun = false) =>
        await RestAsync(urn, Ok(await School(urn).UndoRunAsync(ServiceDesk, runId, "op-" + ++_operations, dryRun)).RunId);

    public async Task<RunStatus> ApproveAsync(string urn, string runId) =>
        await RestAsync(urn, Ok(await School(urn).ApproveRunAsync(Head(urn), runId)).RunId);

    /// <summary>The run once it rests, and the school knows.</summary>
    public async Task<RunStatus> RestAsync(string urn, string runId)
    {
        // Not an interleaving call: it waits for the turn that starts the run.
        await School(urn).RunRestedAsync(runId);
        var status = await Run(urn, runId).WaitAsync(TimeSpan.FromSeconds(25));
        Assert.True(status!.IsAtRest(), $"{runId} is {status.Phase}");
        await School(urn).RunRestedAsync(runId);
        return status;
    }

    public async Task<ImmutableArray<RosterEntry>> EntriesAsync(string urn) => (await Roster(urn).QueryAsync(new RosterQuery { Take = 500 })).Entries;

    public Task<RosterEntry?> PupilAsync(string urn, string misId) => Roster(urn).GetEntryAsync(AccountKind.Pupil, misId);

    public Task<RosterEntry?> StaffAsync(string urn, string misId) => Roster(urn).GetEntryAsync(AccountKind.Staff, misId);

    public async Task<UserDetails> UserAsync(string username) => (await Grains.User(Username.Parse(username)).GetAsync())!;

    /// <summary>Pupils who are nothing like each other.</summary>
    public static Pupil[] Pupils(int count, int from = 1) => [.. Enumerable.Range(from, count).Select(i => new Pupil(
        i.ToString(CultureInfo.InvariantCulture),
        FirstNames[i % FirstNames.Length],
        LastNames[((i * 7) + (i / FirstNames.Length)) % LastNames.Length],
        new DateOnly(2012, 1, 2).AddDays(i * 37 % 1400).ToString("O", CultureInfo.InvariantCulture)))];

    /// <summary>A permanent UPN with its check letter.</summary>
    public static string UpnOf(string la, int serial, string school = "2001", string year = "19")
    {
        var rest = $"{la}{school}{year}{serial:000}";
        return Upn.CheckLetterFor(rest) + rest;
    }

    /// <summary>Lets days pass in which nothing happens: no night run that makes calls, for which <see cref="NightAsync"/> goes step by step.</summary>
    public Task NextDayAsync(int days = 1) => JumpAsync(TimeSpan.FromDays(days));

    /// <summary>Goes to the moment before the school's night run and then through it.</summary>
    public async Task NightAsync(string urn)
    {
        var due = (await School(urn).GetMisAsync())!.NextRunDue!.Value;
        await JumpAsync(due - Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        // A cluster delivers the tick at its own pace.
        for (var minute = 0; minute < 5 && (await School(urn).GetMisAsync())!.NextRunDue == due; minute++)
        {
            await Host.AdvanceAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Moves the clock in one go, and waits for what that set off.</summary>
    public async Task JumpAsync(TimeSpan by)
    {
        await Host.SettleAsync();
        Host.Clock.Leap(by);
        await Host.SettleAsync();
    }

    public static void Refused<T>(string code, Outcome<T> outcome) => Assert.Equal(code, outcome.Problem?.Code);

    public static T Ok<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Problem is null, $"{outcome.Problem?.Code}: {outcome.Problem?.Detail}");
        return outcome.Value!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }
}
