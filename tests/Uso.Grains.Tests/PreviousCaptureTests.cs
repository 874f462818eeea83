using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What a puller is shown of the nights before: the newest capture whose every report was complete, and no other.</summary>
public sealed class PreviousCaptureTests
{
    private const string A = "999001";

    [Fact]
    public async Task Pull_IsShownTheNewestWholeCapture()
    {
        var cloud = new CloudMis { Export = new SimsExport().With(Region.Pupils(20)) };
        await using var region = await AutoUpdateTests.CloudAsync(cloud);
        await AutoUpdateTests.ApproveAsync(region);
        var first = await region.RunAsync(A, new StartRun { OperationId = "one" });
        Assert.Equal(RunPhase.Complete, first.Phase);

        // Nobody in it, or refused: neither takes the place of the whole one.
        cloud.Export = new SimsExport().WithStaff(new Member("9", "Ursula", "Whitlock"));
        Assert.NotEqual(RunPhase.Refused, (await region.RunAsync(A, new StartRun { OperationId = "two" })).Phase);
        cloud.Export = null;
        Assert.Equal(RunPhase.Refused, (await region.RunAsync(A, new StartRun { OperationId = "three" })).Phase);
        await region.Host.RestartAsync();
        cloud.Export = new SimsExport().With(Region.Pupils(20));
        await region.RunAsync(A, new StartRun { OperationId = "four" });

        var whole = await LengthAsync(region, first);
        Assert.Equal([null, whole, whole, whole], cloud.PreviousSeen);
    }

    private static async Task<long> LengthAsync(Region region, RunStatus run)
    {
        await using var stream = (await region.Blobs.OpenAsync(run.InputSha256!, CancellationToken.None))!;
        return stream.Length;
    }
}
