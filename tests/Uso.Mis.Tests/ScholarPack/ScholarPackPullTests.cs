using Uso.Mis.Pulling;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.ScholarPack.ScholarPackFixture;

namespace Uso.Mis.Tests.ScholarPack;

public sealed class ScholarPackPullTests
{
    [Fact]
    public async Task Pull_RefreshTokenRotates_AndTheNewOneIsKept()
    {
        await using var pack = await StartAsync();
        await pack.PullAsync(Report.Students);
        var first = pack.Values["refreshToken"];
        await pack.PullAsync(Report.Students);

        Assert.NotEqual("fake-refresh-token", first);
        Assert.NotEqual(first, pack.Values["refreshToken"]);
        Assert.Equal(pack.Fake.RefreshToken, pack.Values["refreshToken"]);
    }

    [Fact]
    public async Task Pull_TokenExpiresOnTheWay_IsRenewedOnce()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.ExpiresAfter = 3;
        var items = await pack.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(pack.Fake.RefreshToken, pack.Values["refreshToken"]);
        Assert.Equal(2, pack.Fake.Requests.Count(request => request.Contains("/oauth2/token/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pull_ApprovalTakenBackOrNeverGiven_IsUnauthorised()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.ApprovalTakenBack = true;
        Assert.Equal(MisErrorCodes.PullUnauthorised, await pack.RefusalAsync(Report.Students));

        pack.Values.Remove("refreshToken");
        Assert.Equal(MisErrorCodes.PullUnauthorised, await pack.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_PermissionAbsent_IsSaidAndOtherReportsGoOn()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.LostPermission["contacts"] = true;
        var items = await pack.PullAndReadAsync();

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Contacts));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_PagesThatDoNotAgree_AreNotComplete()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.WrongPages["students"] = 9;
        Assert.Equal((false, MisErrorCodes.PageMissing), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));

        pack.Fake.Faults.WrongPages["students"] = 1;
        Assert.Equal((false, MisErrorCodes.PageMissing), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));

        // The same page again and again.
        pack.Fake.Faults.WrongPages.Clear();
        pack.Fake.Faults.Next["students"] = $"{pack.Fake.Url}/api/v1/students/?page=1";
        Assert.Equal((false, MisErrorCodes.PageMissing), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Theory]
    [InlineData("https://elsewhere.example/api/v1/students/?page=2")]
    [InlineData("//elsewhere.example/students")]
    public async Task Pull_NextOnAnotherHost_IsRefused(string next)
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.Next["students"] = next;

        Assert.Equal(MisErrorCodes.PullNextHost, await pack.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_HalfAPage429AndABrokenPage()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.HalfPages = 1;
        pack.Fake.Faults.TooManyRequests = 1;
        Assert.Equal((true, null), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));
        Assert.NotEmpty(pack.Time.Waits);

        pack.Fake.Faults.BrokenPage["students"] = 2;
        var items = await pack.PullAndReadAsync(Report.Students, Report.Staff);
        Assert.Equal((false, MisErrorCodes.PageMissing), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_EmptyOutageAndOtherSchool()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.Empty["students"] = true;
        Assert.Equal((false, MisErrorCodes.ReportEmpty), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));

        var settings = pack.Settings(Report.Students) with { School = new SchoolNumbers("123456", "830", "4001") };
        Assert.Equal(MisErrorCodes.ExportOtherSchool, (await Assert.ThrowsAsync<MisExportException>(() => pack.Mis.PullAsync(settings, new MemoryStream(), CancellationToken.None))).Code);

        pack.Fake.Faults.Outage = true;
        Assert.Equal(MisErrorCodes.PullUnreachable, await pack.RefusalAsync(Report.Students));
    }

    [Theory]
    [InlineData("baseUrl", "https://example.org")]
    [InlineData("clientId", "")]
    [InlineData("clientSecret", "")]
    [InlineData("perPage", "0")]
    public async Task Pull_BadSetting_IsRefused(string name, string value)
    {
        await using var pack = await StartAsync();
        pack.Values[name] = value;

        Assert.Equal(MisErrorCodes.PullBadSettings, await pack.RefusalAsync(Report.Students));
        Assert.Empty(pack.Fake.Requests);
    }

    [Fact]
    public async Task Check_SaysWhatIsWrong()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.LostPermission["staff"] = true;
        Assert.Equal([(ConnectionCheckCodes.Ok, Report.Students), (ConnectionCheckCodes.PermissionMissing, Report.Staff)], await CheckAsync(Report.Students, Report.Staff));

        pack.Fake.Faults.ApprovalTakenBack = true;
        Assert.Equal([(ConnectionCheckCodes.Unauthorised, null)], await CheckAsync(Report.Students));
        pack.Values.Remove("refreshToken");
        Assert.Equal([(ConnectionCheckCodes.NotApproved, null)], await CheckAsync(Report.Students));

        async Task<IEnumerable<(string, Report?)>> CheckAsync(params Report[] reports) =>
            (await pack.Mis.CheckAsync(pack.Settings(reports), CancellationToken.None)).Select(check => (check.Code, check.Report));
    }
}
