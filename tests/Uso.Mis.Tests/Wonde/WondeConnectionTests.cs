using Uso.Fakes.Wonde;
using Uso.Mis.Pulling;
using static Uso.Mis.Tests.Wonde.WondeFixture;

namespace Uso.Mis.Tests.Wonde;

public sealed class WondeConnectionTests
{
    [Theory]
    [InlineData("pending", MisErrorCodes.PullApprovalPending, "has not answered")]
    [InlineData("declined", MisErrorCodes.PullApprovalDeclined, "turned our request")]
    [InlineData("revoked", MisErrorCodes.PullApprovalRevoked, "withdrew")]
    [InlineData("audited", MisErrorCodes.PullApprovalPending, "still checks")]
    public async Task SchoolThatIsNotApproved_IsToldApart(string state, string code, string words)
    {
        await using var wonde = await StartAsync();
        wonde.School.Approval = state;

        Assert.Equal(code, await wonde.RefusalAsync());
        var check = Assert.Single(await CheckAsync(wonde));
        Assert.Equal(ConnectionCheckCodes.NotApproved, check.Code);
        Assert.Contains(words, check.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfflineSchool_IsReadAndSaid()
    {
        await using var wonde = await StartAsync();
        wonde.School.Approval = "offline";

        Assert.Equal((true, null), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));
        Assert.Equal(ConnectionCheckCodes.Offline, (await CheckAsync(wonde))[0].Code);
    }

    [Fact]
    public async Task Check_SaysWhichPermissionIsMissing()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.LostPermission["contacts"] = true;
        var checks = await CheckAsync(wonde);

        Assert.Equal([Report.Contacts], checks.Where(c => !c.IsOk).Select(c => c.Report!.Value));
        Assert.Equal(ConnectionCheckCodes.PermissionMissing, checks.Single(c => !c.IsOk).Code);
        Assert.DoesNotContain(wonde.Fake.Requests, request => request.Contains("students?", StringComparison.Ordinal) && !request.Contains("per_page=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_OfABadToken_OfAnotherSchool_OfNobody_AndOfBadSettings()
    {
        await using var wonde = await StartAsync();
        Assert.All(await CheckAsync(wonde), check => Assert.True(check.IsOk));
        Assert.Equal(ConnectionCheckCodes.WrongSchool, Assert.Single(await CheckAsync(wonde, new SchoolNumbers("999999", "899", "4001"))).Code);

        wonde.Values["token"] = "other";
        Assert.Equal(ConnectionCheckCodes.Unauthorised, Assert.Single(await CheckAsync(wonde)).Code);
        wonde.Values["schoolId"] = "";
        Assert.Equal(ConnectionCheckCodes.BadSettings, Assert.Single(await CheckAsync(wonde)).Code);
        wonde.Values["schoolId"] = "A1";
        await wonde.Fake.DisposeAsync();
        Assert.Equal(ConnectionCheckCodes.Unreachable, Assert.Single(await CheckAsync(wonde)).Code);
    }

    [Fact]
    public async Task SchoolOfAnotherRegion_IsReadThere()
    {
        await using var wonde = await StartAsync();
        var there = new WondeSchool { Id = "A1", Name = "Fictional" };
        there.Students.Add(Student("S9"));
        await using var region = await WondeFake.StartAsync(there);
        wonde.School.RegionDomain = new Uri(region.BaseUrl).Authority;

        var items = await wonde.PullAndReadAsync(Report.Students);
        Assert.Equal("S9", Assert.Single(items.OfType<ExtractPerson>()).MisId);
        Assert.Equal(["GET /v1.0/schools/A1"], wonde.Fake.Requests);
    }

    [Theory]
    [InlineData("api.elsewhere.example")]
    [InlineData("api.wonde.com.elsewhere.example")]
    [InlineData("api.wonde.com@elsewhere.example")]
    public async Task RegionOutsideWonde_IsRefused(string domain)
    {
        await using var wonde = await StartAsync();
        wonde.School.RegionDomain = domain;

        Assert.Equal(MisErrorCodes.PullNextHost, await wonde.RefusalAsync());
        Assert.Equal(ConnectionCheckCodes.Redirect, Assert.Single(await CheckAsync(wonde)).Code);
    }

    [Fact]
    public async Task IntegratedCourse_HasAllItsSubjects()
    {
        await using var wonde = await StartAsync();
        wonde.School.Classes.Add(new WondeGroup { Id = "G2", Name = "8B/Hum", Subjects = ["History", "Geography"], StudentIds = ["S1"] });
        wonde.School.Groups.Add(new WondeGroup { Id = "G3", Name = "Year 8", Type = "YEAR", StudentIds = ["S1", "S2"] });
        var groups = (await wonde.PullAndReadAsync(Report.GroupsAndClasses)).OfType<ExtractGroup>().ToList();

        Assert.Equal("History, Geography", groups.Single(g => g.Name == "8B/Hum").Subject);
        Assert.Equal("Mathematics", groups.Single(g => g.Name == "7A/Ma").Subject);
        Assert.Equal(GroupKind.YearGroup, groups.Single(g => g.Name == "Year 8").Kind);
    }

    private static Task<IReadOnlyList<ConnectionCheck>> CheckAsync(WondeFixture wonde, SchoolNumbers? school = null) =>
        wonde.Puller.CheckAsync(new PullSettings(wonde.Values, Everything.Accepted) { School = school }, CancellationToken.None);
}
