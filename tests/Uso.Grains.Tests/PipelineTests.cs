using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class PipelineTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", "A899200119001");
    private static readonly Pupil Ben = new("2", "Ben", "O’Brien", "2014-11-12");

    [Fact]
    public async Task FirstExport_MakesAnAccountForEveryone_AndCountsAddUp()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(new Member("9", "Zoë", "Smith-Jones")));

        Assert.Equal(RunPhase.Complete, run.Phase);
        Assert.Equal(2, run.Pupils.Created);
        Assert.Equal(1, run.Staff.Created);
        Assert.Equal(run.Pupils.Rows, run.Pupils.Accounted());
        Assert.Equal("bobrien.899", (await region.PupilAsync(A, "2"))!.Username);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("zsmithjones.899")).Status);
    }

    [Fact]
    public async Task SameContentAgain_ChangesNothing()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(new Member("9", "Zoë", "Smith")));
        var version = (await region.Roster(A).GetHeaderAsync()).Version;

        region.NextDay();
        var run = await region.SyncAsync(A, new SimsExport().With(Ben, Ada).WithStaff(new Member("9", "Zoë", "Smith")));

        Assert.Equal(2, run.Pupils.Unchanged);
        Assert.Equal(0, run.Planned);
        Assert.Equal(version, (await region.Roster(A).GetHeaderAsync()).Version);
    }
}
