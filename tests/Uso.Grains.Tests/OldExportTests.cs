using Uso.GrainInterfaces;
using Uso.Mis;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Exports are processed in the order in which they were made, whoever sends what when; and only the school's own.</summary>
public sealed class OldExportTests
{
    private const string A = "999001";

    private static readonly Pupil[] Forty = Region.Pupils(40);
    private static readonly Pupil Newcomer = new("900", "Zebedee", "Yarrow", "2011-01-09");

    private int _runs;

    [Fact]
    public async Task OldExport_IsRefused_TheUploadSaysSo_AndTheNextNewerOneIsProcessed()
    {
        await using var region = await StartAsync();
        var old = await SendAsync(region, Forty, Region.Monday.AddHours(-2));

        Assert.Equal((RunPhase.Refused, MisErrorCodes.ExportOld), (old.Phase, old.Problem!.Code));
        Assert.Equal(MisErrorCodes.ExportOld, (await region.School(A).GetUploadsAsync())[0].Refused!.Code);
        Assert.Equal(RunPhase.Complete, (await SendAsync(region, [.. Forty, Newcomer], Region.Monday.AddHours(1))).Phase);
    }

    [Fact]
    public async Task OldArchive_SentWithoutItsName_IsRefusedToo()
    {
        await using var region = await StartAsync();
        var bytes = new SimsExport().With(Forty).ToZip();
        var blob = await region.Blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(bytes, token), CancellationToken.None);
        Region.Ok(await region.School(A).RecordUploadAsync(Region.Agent(A), new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, ExportedAt = Region.Monday.AddHours(-2) }));

        Assert.Equal(MisErrorCodes.ExportOld, (await region.RunAsync(A, new StartRun { OperationId = "nameless" })).Problem?.Code);
    }

    [Fact]
    public async Task OldExport_DryRun_ShowsWhatItWouldDo_AndAnOverrideProcessesIt()
    {
        await using var region = await StartAsync();
        var lift = new GateOverride { By = "desk", Reason = "Yesterday's data was the right one.", ExpiresAt = Region.Monday.AddDays(1) };

        var dry = await SendAsync(region, Forty, Region.Monday.AddHours(-2), dryRun: true);
        Assert.Equal((RunPhase.DryRun, 1), (dry.Phase, dry.Pupils.Missing));
        var lifted = await SendAsync(region, Forty, Region.Monday.AddHours(-2), lift: lift);
        Assert.Equal((RunPhase.Complete, 1), (lifted.Phase, lifted.Pupils.Missing));
    }

    [Fact]
    public async Task TimeOfAWrongClock_IsNotBelieved()
    {
        await using var region = await StartAsync();
        Assert.Equal(RunPhase.Complete, (await SendAsync(region, [.. Forty, Newcomer with { Year = "5" }], Region.Monday.AddYears(9))).Phase);

        Assert.Null((await region.School(A).GetUploadsAsync())[0].ExportedAt);
        Assert.Equal(RunPhase.Complete, (await SendAsync(region, Forty, Region.Monday.AddHours(1))).Phase);
    }

    [Fact]
    public async Task SameBytesAsBefore_WithoutATime_AreOld_WhenSomethingElseWasProcessedSince()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var yesterday = new SimsExport().With(Forty).ToZip();
        var today = new SimsExport().With(Forty).With(Newcomer).ToZip();

        Assert.Equal(RunPhase.Complete, (await ProcessAsync(region, yesterday)).Phase);
        Assert.Equal(RunPhase.Complete, (await ProcessAsync(region, today)).Phase);
        Assert.Equal(MisErrorCodes.ExportOld, (await ProcessAsync(region, yesterday)).Problem?.Code);
        Assert.Equal(RunPhase.Complete, (await ProcessAsync(region, today)).Phase);

        async Task<RunStatus> ProcessAsync(Region region, byte[] bytes)
        {
            var blob = await region.Blobs.WriteAsync(async (stream, token) => await stream.WriteAsync(bytes, token), CancellationToken.None);
            Region.Ok(await region.School(A).RecordUploadAsync(Region.Agent(A), new RecordUpload { Sha256 = blob.Sha256, Bytes = blob.Bytes, FileName = "export.zip" }));
            return await region.RunAsync(A, new StartRun { OperationId = $"op{++_runs}" });
        }
    }

    [Fact]
    public async Task NewMis_NewIdsForEverybody_IsStillTheOwnSchool()
    {
        await using var region = await StartAsync();

        var run = await SendAsync(region, [.. Forty.Select(pupil => pupil with { Id = "new-" + pupil.Id })], Region.Monday.AddHours(1));

        Assert.Equal((RunPhase.Complete, 40, 0), (run.Phase, run.Pupils.Linked, run.Pupils.Created));
    }

    [Fact]
    public async Task OtherSchoolsExport_WithAnOverride_IsProcessedAllTheSame()
    {
        await using var region = await StartAsync();
        var strangers = Region.Pupils(12, from: 700).Select((pupil, i) => pupil with { Id = "x" + i, Last = "Qu" + pupil.Last, Born = $"2016-03-{i + 1:00}" }).ToArray();
        Assert.Equal(MisErrorCodes.ExportOtherSchool, (await SendAsync(region, strangers, Region.Monday.AddHours(1))).Problem?.Code);

        var lift = new GateOverride { By = "desk", Reason = "The whole school changed places.", ExpiresAt = Region.Monday.AddDays(1) };
        Assert.Equal((RunPhase.Complete, 12), await SendAsync(region, strangers, Region.Monday.AddHours(2), lift: lift) is var run ? (run.Phase, run.Pupils.Created) : default);
    }

    private async Task<RunStatus> SendAsync(Region region, Pupil[] pupils, DateTimeOffset exportedAt, bool dryRun = false, GateOverride? lift = null)
    {
        await region.UploadAsync(A, new SimsExport().With(pupils).ToZip(), exportedAt: exportedAt);
        return await region.RunAsync(A, new StartRun { OperationId = $"send{++_runs}", DryRun = dryRun, Override = lift });
    }

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Forty).With(Newcomer));
        return region;
    }
}
