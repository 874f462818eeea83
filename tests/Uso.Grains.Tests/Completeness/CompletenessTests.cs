using Uso.GrainInterfaces;
using Uso.Mis.Contract;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests.Completeness;

/// <summary>Whatever is wrong with an export, nobody is unallocated by it: every route × every flaw, night after night, for longer than the grace.</summary>
public sealed class CompletenessTests
{
    private static readonly string A = ContractSchool.Numbers.Urn;

    private static readonly Pupil[] Yesterday = Region.Pupils(40);
    private static readonly Pupil[] Today = [.. Yesterday, new Pupil("41", "Zebedee", "Yarrow", "2011-01-09")];

    public static MatrixTheoryData<string, Flaw> Cases => new(MisRouteCase.Forms.Keys, Enum.GetValues<Flaw>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task FlawedExport_UnallocatesNobody(string name, Flaw flaw)
    {
        await using var route = MisRouteCase.Forms[name]();
        await using var region = await route.StartAsync(A);
        Assert.Equal(40, (await route.NightAsync(region, A, Yesterday, [], flaw: null)).Pupils.Created);
        await region.NextDayAsync();
        Assert.Equal(1, (await route.NightAsync(region, A, Today, Yesterday, flaw: null)).Pupils.Created);

        for (var night = 0; night < 3; night++)
        {
            await region.NextDayAsync(4);
            var run = await route.NightAsync(region, A, Today, Yesterday, flaw);

            // The very same bytes are one upload: once refused, they are not even read again.
            Assert.Contains(Why(run), night == 0 ? [route.Why(flaw)] : new[] { route.Why(flaw), MisRouteCase.Whole });
            Assert.Equal((0, 0), (run.Pupils.Unallocated, run.Pupils.Missing));
            Assert.Equal(41, await AllocatedAsync(region));
        }

        await region.NextDayAsync(4);
        var whole = await route.NightAsync(region, A, Today, Yesterday, flaw: null);
        Assert.Equal((RunPhase.Complete, 41, 0), (whole.Phase, whole.Pupils.Unchanged, whole.Pupils.Review));
        Assert.All(await region.EntriesAsync(A), entry => Assert.Null(entry.MissingSince));
        Assert.Equal(UserStatus.Active, (await region.UserAsync("zyarrow.899")).Status);
    }

    public static TheoryData<string> EveryMis => [.. MisFixtures.Codes];

    /// <summary>Every MIS of the catalog, one flaw after the other, each for longer than a night.</summary>
    [Theory]
    [MemberData(nameof(EveryMis))]
    public async Task EveryFlawOfEveryMis_UnallocatesNobody(string code)
    {
        await using var route = new FixtureRouteCase(code);
        await using var region = await route.StartAsync(A);
        Assert.Equal(40, (await route.NightAsync(region, A, Yesterday, [], flaw: null)).Pupils.Created);
        await region.NextDayAsync();
        Assert.Equal(1, (await route.NightAsync(region, A, Today, Yesterday, flaw: null)).Pupils.Created);

        foreach (var flaw in Enum.GetValues<Flaw>())
        {
            for (var night = 0; night < 2; night++)
            {
                await region.NextDayAsync(4);
                var run = await route.NightAsync(region, A, Today, Yesterday, flaw);
                Assert.Contains((flaw, Why(run)), night == 0 ? [(flaw, route.Why(flaw))] : new[] { (flaw, route.Why(flaw)), (flaw, MisRouteCase.Whole) });
                Assert.Equal((flaw, 0, 0, 41), (flaw, run.Pupils.Unallocated, run.Pupils.Missing, await AllocatedAsync(region)));
            }
        }

        await region.NextDayAsync(4);
        var whole = await route.NightAsync(region, A, Today, Yesterday, flaw: null);
        Assert.Equal((RunPhase.Complete, 41, 0), (whole.Phase, whole.Pupils.Unchanged, whole.Pupils.Review));
        Assert.All(await region.EntriesAsync(A), entry => Assert.Null(entry.MissingSince));
    }

    [Fact]
    public void EveryMis_IsAmongTheRoutes()
    {
        using var catalog = Mis.MisCatalog.Default(TimeProvider.System);
        Assert.All(catalog.All, mis => Assert.Contains(mis.Descriptor.Code, MisFixtures.Codes));
    }

    private static string Why(RunStatus run) =>
        run.Problem?.Code
        ?? (run.Phase is RunPhase.Held ? MisRouteCase.Held : null)
        ?? (run.Reports.FirstOrDefault(report => report.Report == "Students") is not { } students ? MisRouteCase.NoReport : students.Complete ? MisRouteCase.Whole : students.Reason!);

    private static async Task<int> AllocatedAsync(Region region) =>
        (await region.Roster(A).QueryAsync(new RosterQuery { Kind = AccountKind.Pupil, Status = RosterStatus.Allocated, Take = 1 })).Total;
}
