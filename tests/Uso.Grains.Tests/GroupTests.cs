using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Classes and groups with their teachers and pupils.</summary>
public sealed class GroupTests
{
    private const string A = "999001";

    private static readonly Pupil[] Pupils = Region.Pupils(6);
    private static readonly Member Teacher = new("90", "Zoë", "Whitlock", "1980-02-03");
    private static readonly Class Maths = new("c1", "7X/Ma", "Maths", ["1", "2", "3"], ["90"]);
    private static readonly Class Art = new("c2", "7X/Ar", "Art", ["3", "4"], ["90"]);

    [Fact]
    public async Task FirstExport_KeepsGroupsWithTheAccountsOfTheirMembers()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, Export(Maths, Art));

        Assert.Equal((2026, 2, 0), (run.Groups!.Year, run.Groups.Added, run.Groups.Changed));
        var maths = await GroupAsync(region, "c1");
        Assert.Equal(("7X/Ma", "Maths", SchoolGroupKind.Class), (maths.Name, maths.Subject, maths.Kind));
        Assert.Equal(["1", "2", "3", "90"], maths.Members.Select(member => member.MisId));
        foreach (var member in maths.Members)
        {
            var entry = member.Kind is AccountKind.Staff ? await region.StaffAsync(A, member.MisId) : await region.PupilAsync(A, member.MisId);
            Assert.Equal(entry!.Username, member.Username);
        }
    }

    [Fact]
    public async Task UnchangedGroup_CostsNoWrite()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        await region.SyncAsync(A, Export(Maths, Art));
        await region.NextDayAsync();
        faults.Arm(FaultKind.ThrowBefore, int.MaxValue, "groups");

        var same = await region.SyncAsync(A, Export(Maths, Art).With(new Pupil("99", "Yusuf", "Tomlinson", "2014-05-06")));
        Assert.Equal((2, 0, 0), (same.Groups!.Unchanged, faults.Seen, same.Groups.Changed));

        var changed = await region.SyncAsync(A, Export(Maths with { Pupils = ["1", "2", "5"] }, Art));
        Assert.Equal((1, 1), (changed.Groups!.Unchanged, changed.Groups.Changed));
        Assert.True(faults.Seen > 0);
        Assert.Equal("r000001", (await GroupAsync(region, "c2")).RunId);
    }

    [Fact]
    public async Task MemberLeavesAndComes_HistorySaysWhen()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, Export(Maths));
        await region.NextDayAsync(7);
        await region.SyncAsync(A, Export(Maths with { Pupils = ["1", "2"] }));
        await region.NextDayAsync(7);
        await region.SyncAsync(A, Export(Maths));

        var third = (await GroupAsync(region, "c1")).Members.Where(member => member.MisId == "3").ToList();
        Assert.Equal(
            [(new DateOnly(2026, 9, 21), null), (new DateOnly(2026, 9, 7), new DateOnly(2026, 9, 14))],
            third.Select(member => (member.Since, member.Until)));
    }

    [Theory]
    [InlineData("absent")]
    [InlineData("cut")]
    [InlineData("bad row")]
    public async Task ReportThatIsNotWhole_TakesNoGroupAndNoMemberAway(string what)
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, Export(Maths, Art));
        for (var day = 0; day < 6; day++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, what switch
            {
                "absent" => Export(),
                "bad row" => Export(Maths with { Pupils = ["1"] }, new Class("c9", "", null, ["2"], [])),
                _ => Export(Maths).CutGroups(),
            });
        }

        Assert.Equal(3, (await GroupAsync(region, "c1")).Members.Count(member => member is { Until: null, Kind: AccountKind.Pupil }));
        var art = await GroupAsync(region, "c2");
        Assert.Equal((null, null), (art.MissingSince, art.Until));
    }

    [Fact]
    public async Task GroupGoneFromAWholeReport_EndsAfterTheGrace_AndStaysAsHistory()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, Export(Maths, Art));
        await region.NextDayAsync();
        Assert.Equal(1, (await region.SyncAsync(A, Export(Maths))).Groups!.Missing);
        await region.NextDayAsync(3);
        Assert.Equal(1, (await region.SyncAsync(A, Export(Maths))).Groups!.Ended);

        var art = await GroupAsync(region, "c2");
        Assert.Equal(new DateOnly(2026, 9, 8), art.Until);
        Assert.All(art.Members, member => Assert.Equal(art.Until, member.Until));
        Assert.Equal(["c1"], (await QueryAsync(region, 2026, ended: false)).Select(group => group.GroupId));
        Assert.Equal(["c2", "c1"], (await QueryAsync(region, 2026, ended: true)).Select(group => group.GroupId));
    }

    [Fact]
    public async Task NewAcademicYear_StartsAfresh_AndTheOldOneStaysAsItWas()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, Export(Maths, Art));
        await region.NextDayAsync(363);

        var run = await region.SyncAsync(A, Export(Maths with { Name = "8X/Ma", Pupils = ["4"] }));

        Assert.Equal((2027, 1), (run.Groups!.Year, run.Groups.Added));
        Assert.Equal("8X/Ma", (await GroupAsync(region, "c1", 2027)).Name);
        var old = await GroupAsync(region, "c1");
        Assert.Equal(("7X/Ma", 4), (old.Name, old.Members.Count(member => member.Until is null)));
        Assert.Equal([2026, 2027], (await Groups(region).GetHeaderAsync()).Years.Select(year => year.Year));
    }

    [Fact]
    public async Task Undo_TakesGroupsBackToo()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, Export(Maths));
        await region.NextDayAsync();
        var before = await GroupAsync(region, "c1");
        var run = await region.SyncAsync(A, Export(Maths with { Pupils = ["5"] }, Art));

        await region.UndoAsync(A, run.RunId);

        var after = await GroupAsync(region, "c1");
        Assert.Equal(before.Members, after.Members);
        Assert.Null(await Groups(region).GetGroupAsync(2026, "c2"));

        // An undo is a run like any other.
        await region.UndoAsync(A, (await region.School(A).GetRunsAsync())[0].RunId);
        Assert.Equal("7X/Ar", (await GroupAsync(region, "c2")).Name);
        Assert.Equal(["5"], (await GroupAsync(region, "c1")).Members.Where(member => member is { Until: null, Kind: AccountKind.Pupil }).Select(member => member.MisId));
    }

    [Fact]
    public async Task SuspiciousExport_GroupsWaitWithThePeople()
    {
        await using var region = await StartAsync();
        var many = Region.Pupils(80);
        await region.SyncAsync(A, new SimsExport().With(many).WithStaff(Teacher).WithGroups(Maths));
        await region.NextDayAsync();

        var half = await region.SyncAsync(A, new SimsExport().With(many[..40]).WithStaff(Teacher).WithGroups(Maths with { Pupils = ["1"] }));

        Assert.Equal((RunPhase.Held, true), (half.Phase, half.Groups!.Held));
        Assert.Equal(4, (await GroupAsync(region, "c1")).Members.Count(member => member.Until is null));
        var approved = await region.ApproveAsync(A, half.RunId);
        Assert.False(approved.Groups!.Held);
        Assert.Equal(2, (await GroupAsync(region, "c1")).Members.Count(member => member.Until is null));
    }

    [Theory]
    [InlineData(FaultKind.ThrowBefore, "groups")]
    [InlineData(FaultKind.ThrowAfter, "groups")]
    [InlineData(FaultKind.ThrowBefore, GrainTypes.GroupsPage)]
    [InlineData(FaultKind.ThrowAfter, GrainTypes.GroupsPage)]
    public async Task StorageFails_TheRunGetsOnByItself(FaultKind kind, string grain)
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Arm(kind, 1, grain);
        await region.UploadAsync(A, Export(Maths, Art).ToZip());
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "op" }));
        for (var step = 0; step < 20 && (await region.Run(A, started.RunId).GetStatusAsync())?.IsAtRest() != true; step++)
        {
            await region.Host.AdvanceAsync(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(RunPhase.Complete, (await region.Run(A, started.RunId).GetStatusAsync())!.Phase);
        Assert.True(faults.Hit.IsCompleted);
        Assert.Equal(4, (await GroupAsync(region, "c1")).Members.Length);
        Assert.Equal(3, (await GroupAsync(region, "c2")).Members.Length);
    }

    [Fact]
    public async Task RejectedMemberRow_IsNoPupilRow()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, Export(new Class("c9", "", null, ["1"], [])));

        Assert.Equal((6, 0, 6), (run.Pupils.Rows, run.Pupils.Rejected, run.Pupils.Created));
    }

    private static SimsExport Export(params Class[] classes)
    {
        var export = new SimsExport().With(Pupils).WithStaff(Teacher);
        return classes.Length > 0 ? export.WithGroups(classes) : export;
    }

    private static IGroupsGrain Groups(Region region) => region.Grains.Groups(Urn.Parse(A));

    private static async Task<SchoolGroup> GroupAsync(Region region, string id, int year = 2026) => (await Groups(region).GetGroupAsync(year, id))!;

    private static async Task<IEnumerable<SchoolGroup>> QueryAsync(Region region, int year, bool ended) =>
        (await Groups(region).QueryAsync(new GroupsQuery { Year = year, Ended = ended })).Groups;

    private static async Task<Region> StartAsync(Faults? faults = null)
    {
        var region = await Region.StartAsync(faults is null ? null : services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A, "899", "Students", "Staff", "GroupsAndClasses");
        return region;
    }
}
