using Uso.GrainInterfaces;

namespace Uso.Grains.Tests;

public sealed class MisChangeReviewTests
{
    [Fact]
    public async Task AfterAChangeOfMis_TheAccountsWithoutMis_WantLookingThrough_UntilSomebodyDid()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync("999001");
        Assert.Null(await region.School("999001").GetNonMisReviewAsync());

        Region.Ok(await region.School("999001").ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "wonde" }));
        Assert.Equal(Region.Monday, await region.School("999001").GetNonMisReviewAsync());
        Region.Refused(ProblemCodes.Forbidden, await region.School("999001").NonMisReviewedAsync(Region.Head("999002")));

        Region.Ok(await region.School("999001").NonMisReviewedAsync(Region.Head("999001")));
        Assert.Null(await region.School("999001").GetNonMisReviewAsync());
    }
}
