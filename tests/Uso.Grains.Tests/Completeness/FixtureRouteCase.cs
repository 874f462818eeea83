using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;
using Uso.Samples.Generator;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests.Completeness;

/// <summary>Any MIS of the catalog by its contract fixture: what the reader promises there is what the pipeline says here.</summary>
internal sealed class FixtureRouteCase(string code) : MisRouteCase
{
    private readonly MisFixture _fixture = MisFixtures.Of(code);
    private MisCatalog? _catalog;
    private int _night;
    private byte[]? _capture;

    private PulledFixture? Pulled => _fixture as PulledFixture;

    public override string Why(Flaw flaw) => flaw switch
    {
        Flaw.Empty => Code(ContractCase.Empty),
        Flaw.CutShort => Code(ContractCase.Truncated),
        Flaw.PageMissing => Pulled is null ? Held : MisErrorCodes.PageMissing,
        Flaw.PermissionLost => Code(ContractCase.LostPermission),
        Flaw.ReportMissing => NoReport,

        // Nobody can hand in an old capture: a pulled MIS is pulled.
        Flaw.Yesterdays => Pulled is null ? MisErrorCodes.ExportOld : Whole,
        Flaw.OtherSchools => _fixture.Promise(ContractCase.WrongSchool).Refusal ?? MisErrorCodes.ExportOtherSchool,
        _ => Held,
    };

    public override async Task<Region> StartAsync(string urn)
    {
        _catalog = MisCatalog.Default(TimeProvider.System, new PullOptions { MaxRetries = 0, BreakAfter = 10_000, AllowPrivateAddresses = true });
        await _fixture.StartAsync(_catalog);
        var region = await Region.StartAsync(services => services.AddSingleton(_catalog));
        await region.AddSchoolAsync(urn);
        Pulled?.Serve(Day([], 0), ContractFlaw.None);
        await ConnectAsync(region, urn);

        // The test says when; a pulled school would pull in each of the nights that it lets pass.
        Region.Ok(await region.School(urn).SetScheduleAsync(Region.ServiceDesk, SyncSchedule.Default with { Enabled = false }));
        await AcceptAsync(region, urn, "Students", "Staff");
        return region;
    }

    public override async Task<RunStatus> NightAsync(Region region, string urn, Pupil[] pupils, Pupil[] before, Flaw? flaw)
    {
        var shown = flaw switch
        {
            Flaw.HalfTheRows => pupils[..(pupils.Length / 2)],
            Flaw.OtherSchools => Strangers(pupils.Length),
            Flaw.Yesterdays when Pulled is null => before,
            _ => pupils,
        };
        var contractFlaw = flaw switch
        {
            Flaw.Empty => ContractFlaw.Empty,
            Flaw.CutShort => ContractFlaw.Truncated,
            Flaw.PageMissing => ContractFlaw.PageMissing,
            Flaw.PermissionLost => ContractFlaw.LostPermission,
            Flaw.OtherSchools => ContractFlaw.WrongSchool,
            _ => ContractFlaw.None,
        };
        var day = Day(shown, ++_night);
        if (Pulled is { } pulled)
        {
            pulled.Serve(day, contractFlaw);
            await ConnectAsync(region, urn);
            if (flaw is Flaw.Yesterdays)
            {
                await region.UploadAsync(urn, _capture!);
            }
        }
        else
        {
            await PushAsync(region, urn, day, contractFlaw, flaw);
        }

        return await RunAsync(region, urn, flaw);
    }

    /// <summary>A night in which a pulled MIS is down.</summary>
    public async Task<RunStatus> OutageAsync(Region region, string urn, Pupil[] pupils)
    {
        Pulled!.Serve(Day(pupils, ++_night), ContractFlaw.Outage);
        await ConnectAsync(region, urn);
        return await RunAsync(region, urn, flaw: null);
    }

    public override async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        _catalog?.Dispose();
    }

    // Rows differ from night to night in a way that no reader looks at: the very same bytes would be one upload.
    private static SchoolDay Day(Pupil[] pupils, int night) => ContractSchool.Day() with
    {
        Day = night + 1,
        Pupils = [.. pupils.Select((pupil, i) => ContractSchool.Pupil(i) with
        {
            MisId = (10_000 + int.Parse(pupil.Id, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture),
            FirstName = pupil.First,
            LastName = pupil.Last,
            DateOfBirth = DateOnly.Parse(pupil.Born, CultureInfo.InvariantCulture),
            Upn = null,
        })],
        FuturePupils = [],
        FutureStaff = [],
        Contacts = [],
        Groups = [],
        Marks = [],
    };

    private string Code(ContractCase what)
    {
        var promise = _fixture.Promise(what);
        return promise.Refusal ?? promise.Reason ?? Whole;
    }

    private async Task PushAsync(Region region, string urn, SchoolDay day, ContractFlaw contractFlaw, Flaw? flaw)
    {
        // A school's archive keeps the time of its files: the agent's says when it was made.
        var exportedAt = region.Host.Clock.GetUtcNow() - (flaw is Flaw.Yesterdays ? TimeSpan.FromDays(30) : TimeSpan.Zero);
        HashSet<Report> reports = flaw is Flaw.ReportMissing ? [Report.Staff] : [Report.Students, Report.Staff];
        var (bytes, name) = _fixture is PushedFixture pushed
            ? pushed.Export(day with { ExportedAt = exportedAt.UtcDateTime }, contractFlaw, reports)
            : throw new InvalidOperationException("Neither pushed nor pulled.");
        await region.UploadAsync(urn, bytes, name ?? "export", exportedAt);
    }

    private async Task<RunStatus> RunAsync(Region region, string urn, Flaw? flaw)
    {
        var without = flaw is Flaw.ReportMissing && Pulled is not null;
        if (without)
        {
            await AcceptAsync(region, urn, "Staff");
        }

        var run = await region.RunAsync(urn, new StartRun { OperationId = string.Create(CultureInfo.InvariantCulture, $"night-{_night}") });
        if (without)
        {
            await AcceptAsync(region, urn, "Students", "Staff");
        }

        // Where the data is tested first, somebody looked at it.
        if (run is { Phase: RunPhase.DryRun, ChangedFrom: not null })
        {
            run = await region.RestAsync(urn, Region.Ok(await region.School(urn).PromoteRunAsync(Region.Head(urn), run.RunId)).RunId);
        }

        _capture ??= Pulled is null ? [] : await CaptureAsync(region, run);
        return run;
    }

    private async Task ConnectAsync(Region region, string urn) => Region.Ok(await region.School(urn).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis
    {
        Mis = code,
        Settings = Pulled?.Values.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
    }));

    private static async Task AcceptAsync(Region region, string urn, params string[] reports) =>
        Region.Ok(await region.School(urn).AcceptReportsAsync(Region.Head(urn), new AcceptReports { Reports = [.. reports] }));

    private static async Task<byte[]> CaptureAsync(Region region, RunStatus run)
    {
        await using var stream = (await region.Blobs.OpenAsync(run.InputSha256!, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
