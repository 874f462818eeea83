using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Uso.Fakes.Wonde;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Pulling;
using Uso.Mis.Sims;
using Uso.Mis.Wonde;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests.Completeness;

/// <summary>Wonde: we pull from its API, here a fake over real HTTP.</summary>
internal sealed class WondeRouteCase : MisRouteCase
{
    private const string Own = "A1";
    private const string Others = "A2";

    private readonly PullTransport _transport = new(TimeProvider.System, new PullOptions { MaxRetries = 0, MaxResumes = 0, AllowPrivateAddresses = true });
    private WondeFake? _fake;
    private int _night;
    private byte[]? _capture;

    public override string Why(Flaw flaw) => flaw switch
    {
        Flaw.Empty => MisErrorCodes.ReportEmpty,
        Flaw.CutShort or Flaw.PageMissing => MisErrorCodes.PageMissing,
        Flaw.PermissionLost => MisErrorCodes.PermissionMissing,
        Flaw.ReportMissing => NoReport,
        Flaw.Yesterdays => Whole,
        Flaw.OtherSchools => MisErrorCodes.ExportOtherSchool,
        _ => Held,
    };

    public override async Task<Region> StartAsync(string urn)
    {
        _fake = await WondeFake.StartAsync(new WondeFakeOptions
        {
            Schools = [new WondeSchool { Id = Own, Name = "Own", Urn = urn }, new WondeSchool { Id = Others, Name = "Others", Urn = "999999" }],
            PageSize = 10,
        });
        var puller = new WondePuller(_transport);
        var region = await Region.StartAsync(services => services.AddSingleton(new MisCatalog([new SimsMis(), puller])));
        await region.AddSchoolAsync(urn);
        await ConnectAsync(region, urn, Own);

        // The test says when; a pulled school would pull in each of the nights that it lets pass.
        Region.Ok(await region.School(urn).SetScheduleAsync(Region.ServiceDesk, SyncSchedule.Default with { Enabled = false }));
        Region.Ok(await region.School(urn).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Staff"] }));
        return region;
    }

    public override async Task<RunStatus> NightAsync(Region region, string urn, Pupil[] pupils, Pupil[] before, Flaw? flaw)
    {
        Serve(Own, flaw is Flaw.HalfTheRows ? pupils[..(pupils.Length / 2)] : pupils);
        Serve(Others, Strangers(pupils.Length));
        var faults = _fake!.Faults;
        faults.NoCounts = true;
        faults.Empty.Clear();
        faults.BrokenPage.Clear();
        faults.Refused.Clear();
        switch (flaw)
        {
            case Flaw.Empty:
                faults.Empty["students"] = true;
                break;
            case Flaw.CutShort:
                faults.HalfPages = 1;
                break;
            case Flaw.PageMissing:
                faults.BrokenPage["students"] = 2;
                break;
            case Flaw.PermissionLost:
                faults.Refused["students"] = 403;
                break;
            case Flaw.ReportMissing:
                Region.Ok(await region.School(urn).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Staff"] }));
                break;
            case Flaw.Yesterdays:
                // Nobody can hand in an old capture: a pulled MIS is pulled.
                await region.UploadAsync(urn, _capture!);
                break;
        }

        await ConnectAsync(region, urn, flaw is Flaw.OtherSchools ? Others : Own);
        var run = await region.RunAsync(urn, new StartRun { OperationId = $"night-{++_night}" });
        if (flaw is Flaw.ReportMissing)
        {
            Region.Ok(await region.School(urn).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Staff"] }));
        }

        _capture ??= await CaptureAsync(region, run);
        return run;
    }

    public override ValueTask DisposeAsync()
    {
        _transport.Dispose();
        return _fake?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static async Task<byte[]> CaptureAsync(Region region, RunStatus run)
    {
        await using var stream = (await region.Blobs.OpenAsync(run.InputSha256!, CancellationToken.None))!;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task ConnectAsync(Region region, string urn, string schoolId) => Region.Ok(await region.School(urn).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis
    {
        Mis = "wonde",
        Settings = ImmutableDictionary.CreateRange([KeyValuePair.Create("baseUrl", _fake!.BaseUrl), KeyValuePair.Create("schoolId", schoolId), KeyValuePair.Create("token", "fake-token"), KeyValuePair.Create("perPage", "10")]),
    }));

    private void Serve(string schoolId, Pupil[] pupils)
    {
        var school = _fake!.Schools.Single(one => one.Id == schoolId);
        school.Students.Clear();
        school.Students.AddRange(pupils.Select(one => new WondeStudent
        {
            Id = one.Id,
            Forename = one.First,
            Surname = one.Last,
            LegalForename = one.First,
            LegalSurname = one.Last,
            DateOfBirth = DateOnly.Parse(one.Born, CultureInfo.InvariantCulture),
        }));
        if (school.Employees.Count == 0)
        {
            school.Employees.Add(new WondeEmployee { Id = "E1", Forename = "Ursula", Surname = "Whitlock", Role = "Teacher" });
        }
    }
}
