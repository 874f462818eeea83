using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Likely double accounts of an LA, and what people said of them.</summary>
public sealed class DuplicateListTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Again = new("77", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 2));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");

    [Fact]
    public async Task DoubleIsListed_UntilAPersonSaysThatTheyAreTwo_OrTheyAreMerged()
    {
        await using var region = await StartAsync();
        var duplicates = region.Grains.Duplicates(LaCode.Parse("899"));

        var found = Assert.Single((await duplicates.QueryAsync(new DuplicateQuery())).Cases);
        Assert.Equal(("aokafor.899", "aokafor1.899", "two-upns", A, B), (found.Pair.First, found.Pair.Second, found.Pair.Rule, found.Pair.FirstUrn, found.Pair.SecondUrn));
        Assert.Contains("date of birth same", found.Pair.Words, StringComparison.Ordinal);

        Region.Ok(await duplicates.DecideAsync(Region.ServiceDesk, new DecideDuplicate { First = "aokafor1.899", Second = "aokafor.899", AreTwo = true, Note = "Cousins" }));
        await region.Host.RestartAsync();
        duplicates = region.Grains.Duplicates(LaCode.Parse("899"));
        Assert.Equal(0, (await duplicates.QueryAsync(new DuplicateQuery())).Total);
        var decided = Assert.Single((await duplicates.QueryAsync(new DuplicateQuery { Decided = true })).Cases);
        Assert.Equal(("desk", "Cousins"), (decided.Decision!.By, decided.Decision.Note));

        Region.Ok(await duplicates.DecideAsync(Region.ServiceDesk, new DecideDuplicate { First = "aokafor.899", Second = "aokafor1.899", AreTwo = false }));
        Assert.Equal(1, (await duplicates.QueryAsync(new DuplicateQuery())).Total);

        await region.DoAsync(B, new HandAction { Type = HandActionType.Merge, Kind = AccountKind.Pupil, Username = "aokafor.899", Retired = "aokafor1.899" });
        Assert.Equal(0, (await duplicates.QueryAsync(new DuplicateQuery())).Total);
        await region.DoAsync(B, new HandAction { Type = HandActionType.Split, Kind = AccountKind.Pupil, Retired = "aokafor1.899" });
        Assert.Equal(1, (await duplicates.QueryAsync(new DuplicateQuery())).Total);
    }

    [Fact]
    public async Task Filters_AndWhoMayDecide()
    {
        await using var region = await StartAsync();
        var duplicates = region.Grains.Duplicates(LaCode.Parse("899"));

        foreach (var (query, total) in new[]
            {
                (new DuplicateQuery { Kind = AccountKind.Pupil, Rule = "two-upns", Urn = B, Username = "aokafor.899" }, 1),
                (new DuplicateQuery { Kind = AccountKind.Staff }, 0),
                (new DuplicateQuery { Rule = "same-upn" }, 0),
                (new DuplicateQuery { Urn = "999099" }, 0),
                (new DuplicateQuery { Username = "bpemberton.899" }, 0),
            })
        {
            Assert.Equal(total, (await duplicates.QueryAsync(query)).Total);
        }

        Assert.Empty((await duplicates.QueryAsync(new DuplicateQuery { Skip = 1 })).Cases);
        var la = new Caller { Subject = "op", Role = Role.LaOperator, LocalAuthorities = ["899"] };
        var decision = new DecideDuplicate { First = "aokafor.899", Second = "aokafor1.899", AreTwo = true };
        Region.Refused(ProblemCodes.Forbidden, await duplicates.DecideAsync(la with { LocalAuthorities = ["898"] }, decision));
        Region.Refused(ProblemCodes.Forbidden, await duplicates.DecideAsync(Region.Head(A), decision));
        Region.Refused(ProblemCodes.InvalidValue, await duplicates.DecideAsync(la, decision with { Second = "aokafor.899" }));
        Region.Refused(ProblemCodes.InvalidValue, await duplicates.DecideAsync(la, decision with { Second = "no username" }));
        Region.Ok(await duplicates.DecideAsync(la, decision));
        Region.Ok(await duplicates.DecideAsync(la, decision));
    }

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(B, new SimsExport().With(Again));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = "77" });
        return region;
    }
}
