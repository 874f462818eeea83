using System.Collections.Immutable;
using Orleans;
using Uso.GrainInterfaces;
using Uso.Grains.Blobs;
using Uso.Mis;

namespace Uso.Benchmarks.Year;

/// <summary>A school's agent and its data manager, who knows the truth: sends exports, approves or discards what is held, decides review cases.</summary>
internal sealed class Office(IGrainFactory grains, IBlobStore blobs, MisCatalog catalog, Judge judge)
{
    private static readonly Caller Desk = new() { Subject = "year", Role = Role.ServiceDesk };

    /// <summary>Nothing of this should take so long; the clock stands still, so a run that waits for it would wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private int _operations;

    public int Runs => _operations;

    public int HeldRuns { get; private set; }

    public int HeldGenuine { get; private set; }

    public int Reviews { get; private set; }

    public int Refused { get; private set; }

    public async Task SetUpAsync(TruthSchool school)
    {
        await grains.LocalAuthority(LaCode.Parse(TruthWorld.La)).AddSchoolAsync(school.Urn);
        var grain = grains.School(Urn.Parse(school.Urn));
        Expect(await grain.PutAsync(Desk, new PutSchool
        {
            Name = school.Sample.Name,
            LaCode = TruthWorld.La,
            EstablishmentNumber = school.Establishment,
            Phase = school.Primary ? SchoolPhase.Primary : SchoolPhase.Secondary,
        }));
        Expect(await grain.ConfigureMisAsync(Desk, new ConfigureMis { Mis = "sims" }));
        Expect(await grain.AcceptReportsAsync(Desk, new AcceptReports { Reports = [.. school.Sample.Reports.Select(report => report.ToString())] }));

        // The simulation starts each night's runs itself, so that it can time them.
        Expect(await grain.SetScheduleAsync(Desk, SyncSchedule.Default with { Enabled = false }));
    }

    /// <summary>Receives an export as the API does: inspected, durable, in the history. False when nothing is to be processed: refused at the door, or the same bytes as before.</summary>
    public async Task<bool> UploadAsync(TruthSchool school, byte[] export)
    {
        var blob = await blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(export, token), CancellationToken.None);
        Problem? refused = null;
        try
        {
            using var stream = new MemoryStream(export);
            catalog.Find("sims")!.Inspect(stream, "export.zip");
        }
        catch (MisExportException broken)
        {
            refused = new Problem(broken.Code, broken.Message);
        }

        var receipt = Expect(await grains.School(Urn.Parse(school.Urn)).RecordUploadAsync(
            Desk, new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = "export.zip", Refused = refused }));
        return refused is null && !receipt.Duplicate;
    }

    public Task<RunStatus> RunAsync(TruthSchool school, bool dryRun = false, ImmutableArray<HandAction>? actions = null) =>
        StartAsync(school, new StartRun { OperationId = $"year-{Interlocked.Increment(ref _operations)}", DryRun = dryRun, Actions = actions ?? [] });

    public async Task<RunStatus> RestAsync(TruthSchool school, string runId)
    {
        var urn = Urn.Parse(school.Urn);
        await grains.School(urn).RunRestedAsync(runId);
        var run = grains.SyncRun(new RunKey(urn, runId));
        var status = await run.WaitAsync(TimeSpan.FromSeconds(25)).WaitAsync(Patience);
        await grains.School(urn).RunRestedAsync(runId);
        return status!.Phase is RunPhase.Failed ? throw new InvalidOperationException($"{urn} {runId} failed: {status.Problem?.Code}") : status;
    }

    /// <summary>What people at the school do in the morning.</summary>
    /// <param name="genuine">The export was what the MIS really has.</param>
    public async Task MorningAsync(TruthSchool school, RunStatus run, bool genuine)
    {
        await judge.SeeAsync(school, run, held: false);
        if (run.Phase is RunPhase.Refused)
        {
            Refused++;
            return;
        }

        if (run.Phase is RunPhase.Held)
        {
            HeldRuns++;
            HeldGenuine += genuine ? 1 : 0;
            var grain = grains.School(Urn.Parse(school.Urn));
            if (genuine)
            {
                Expect(await grain.ApproveRunAsync(Desk, run.RunId));
                await judge.SeeAsync(school, await RestAsync(school, run.RunId), held: true);
            }
            else
            {
                Expect(await grain.DiscardRunAsync(Desk, run.RunId));
            }
        }

        if (run.Pupils.Review + run.Staff.Review > 0)
        {
            await DecideAsync(school);
        }
    }

    public async Task SeePreviewAndApproveAsync(TruthSchool school)
    {
        var preview = await RunAsync(school, dryRun: true);
        var leaving = (await Judge.RosterAsync(grains, school.Urn)).Count(entry =>
            entry is { Kind: AccountKind.Pupil, Status: RosterStatus.Allocated } && !school.Next!.ContainsKey(Judge.WhoIs(school, entry)!.Number));
        if (preview.Changeover!.Leavers != leaving)
        {
            throw new InvalidOperationException($"{school.Urn}: the preview shows {preview.Changeover.Leavers} leavers, and {leaving} leave.");
        }

        Expect(await grains.School(Urn.Parse(school.Urn)).ApproveRolloverAsync(Desk, preview.RunId));
    }

    /// <summary>Waits for the reminder's run of the new year.</summary>
    public async Task<RunStatus> CutOverAsync(TruthSchool school)
    {
        var grain = grains.School(Urn.Parse(school.Urn));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var tries = 0; tries < 15_000; tries++)
        {
            if ((await grain.GetRunsAsync()).FirstOrDefault(run => run.OperationId.StartsWith("rollover-", StringComparison.Ordinal)) is { } started)
            {
                return await RestAsync(school, started.RunId);
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"{school.Urn} was not cut over.");
    }

    private async Task DecideAsync(TruthSchool school)
    {
        var found = await grains.Roster(Urn.Parse(school.Urn)).QueryAsync(new RosterQuery { Status = RosterStatus.Review, Take = 500 });
        var actions = new List<HandAction>();
        foreach (var entry in found.Entries)
        {
            // A row of somebody else's file is nobody's business here: the next export has it no more.
            if (Judge.WhoIs(school, entry) is { } person && Judge.IsAbout(entry, person) && IsHere(school, person))
            {
                var account = judge.AccountOf(person);
                actions.Add(new HandAction
                {
                    Type = account is null ? HandActionType.Create : HandActionType.Match,
                    Kind = entry.Kind,
                    MisId = entry.MisId,
                    Username = account,
                });
            }
        }

        if (actions.Count == 0)
        {
            return;
        }

        Reviews += actions.Count;
        var run = await RunAsync(school, actions: [.. actions]);
        if (run.Problem is { } problem)
        {
            throw new InvalidOperationException($"{school.Urn} {run.RunId}: {problem.Code} {problem.Detail}");
        }

        await judge.SeeAsync(school, run, held: false);
    }

    private static bool IsHere(TruthSchool school, TruthPerson person) =>
        school.Posts.ContainsKey(person.Number) || school.Next?.ContainsKey(person.Number) == true;

    private async Task<RunStatus> StartAsync(TruthSchool school, StartRun start) =>
        await RestAsync(school, Expect(await grains.School(Urn.Parse(school.Urn)).StartRunAsync(Desk, start)).RunId);

    private static T Expect<T>(Outcome<T> outcome) =>
        outcome.TryGet(out var value, out var problem) ? value : throw new InvalidOperationException($"{problem.Code}: {problem.Detail}");
}
