using static Uso.Mis.Tests.Wonde.WondeFixture;

namespace Uso.Mis.Tests.Wonde;

public sealed class WondePullTests
{
    [Fact]
    public async Task Pull_FollowsNextToTheEnd()
    {
        await using var wonde = await StartAsync();
        await wonde.PullAsync(Report.Students);

        Assert.Equal(3, wonde.Fake.Requests.Count(r => r.Contains("/students?", StringComparison.Ordinal)));
        Assert.Empty(wonde.Time.Waits);
    }

    [Fact]
    public async Task Pull_WithoutPaginationObject_IsOnePage()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.NoPagination = true;
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<ExtractPerson>().Count());
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_TooManyRequests_WaitsAsLongAsAsked()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.TooManyRequests = 3;
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(7), 3), wonde.Time.Waits);
    }

    [Fact]
    public async Task Pull_RetryAfterTooLong_IsBounded()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.TooManyRequests = 1;
        wonde.Fake.Faults.RetryAfterSeconds = 86_400;
        await wonde.PullAsync(Report.Students);

        Assert.Equal([TimeSpan.FromMinutes(2)], wonde.Time.Waits);
    }

    [Fact]
    public async Task Pull_ServerErrors_BacksOffThenSucceeds()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.ServerErrors = 4;
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(4, wonde.Time.Waits.Count);
        Assert.All(wonde.Time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Pull_TruncatedBody_IsFetchedAgain()
    {
        await using var wonde = await StartAsync();
        wonde.Values["checkCounts"] = "false";
        wonde.Fake.Faults.HalfPages = 2;
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<ExtractPerson>().Count());
        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(2, wonde.Time.Waits.Count);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(401)]
    public async Task Pull_PermissionAbsent_IsSaidAndOtherReportsGoOn(int status)
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Refused["contacts"] = status;
        var items = await wonde.PullAndReadAsync();

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Contacts));
        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_ClassesNotPermitted_KeepsGroupsButIsNotComplete()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Refused["classes"] = 403;
        var items = await wonde.PullAndReadAsync(Report.GroupsAndClasses);

        Assert.Single(items.OfType<ExtractGroup>());
        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.GroupsAndClasses));
    }

    [Fact]
    public async Task Pull_PageFailsInTheMiddle_IsSaidAndOtherReportsGoOn()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.BrokenPage["students"] = 2;
        var items = await wonde.PullAndReadAsync();

        Assert.Equal(["S1", "S2"], items.OfType<ExtractPerson>().Where(p => p is { Kind: PersonKind.Pupil, IsFuture: false }).Select(p => p.MisId));
        Assert.Equal((false, MisErrorCodes.PageMissing), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
        Assert.Equal(2 * 5, wonde.Time.Waits.Count);
    }

    [Fact]
    public async Task Pull_EmptyAnswer_IsNotComplete()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Empty["students"] = true;

        Assert.Equal((false, MisErrorCodes.ReportEmpty), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_CountDiffers_IsNotComplete()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.WrongCount["students"] = 6;
        Assert.Equal((false, MisErrorCodes.CountMismatch), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));

        wonde.Values["checkCounts"] = "false";
        Assert.Equal((true, null), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_CountsNotOffered_IsCompleteWithoutThem()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.NoCounts = true;

        Assert.Equal((true, null), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_SameRecordOnTwoPages_IsNotComplete()
    {
        await using var wonde = await StartAsync();
        wonde.School.Students.Add(Student("S1"));
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal(MisErrorCodes.RowDuplicateId, items.OfType<RejectedRow>().Single().Rule);
        Assert.Equal((false, MisErrorCodes.PageShifted), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_NextNeverEnds_StopsAndIsNotComplete()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Next["students"] = $"{wonde.Fake.BaseUrl}/schools/A1/students?page=2&per_page=2";

        Assert.Equal((false, MisErrorCodes.PageMissing), (await wonde.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Theory]
    [InlineData("https://elsewhere.example/v1.0/schools/A1/students?page=2")]
    [InlineData("http://127.0.0.1:9/students?page=2")]
    [InlineData("//elsewhere.example/students")]
    [InlineData("file:///etc/passwd")]
    public async Task Pull_NextOnAnotherHost_IsRefused(string next)
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Next["students"] = next;

        Assert.Equal(MisErrorCodes.PullNextHost, await wonde.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_BadTokenOrRevoked_IsUnauthorised()
    {
        await using var wonde = await StartAsync();
        wonde.Values["token"] = "other";
        Assert.Equal(MisErrorCodes.PullUnauthorised, await wonde.RefusalAsync());

        wonde.Values["token"] = "fake-token";
        wonde.Fake.Faults.TokenExpired = true;
        Assert.Equal(MisErrorCodes.PullUnauthorised, await wonde.RefusalAsync());
        Assert.Empty(wonde.Time.Waits);
    }

    [Fact]
    public async Task Pull_EveryResourceUnauthorised_IsUnauthorised()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.Refused["students"] = 401;

        Assert.Equal(MisErrorCodes.PullUnauthorised, await wonde.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_UnknownSchool_IsWrongSchool()
    {
        await using var wonde = await StartAsync();
        wonde.Values["schoolId"] = "A9";

        Assert.Equal(MisErrorCodes.PullWrongSchool, await wonde.RefusalAsync());
    }

    [Fact]
    public async Task Pull_NobodyListens_IsUnreachable()
    {
        await using var wonde = await StartAsync();
        await wonde.Fake.DisposeAsync();

        Assert.Equal(MisErrorCodes.PullUnreachable, await wonde.RefusalAsync());
    }

    [Fact]
    public async Task Pull_KeepsFailing_IsUnreachable()
    {
        await using var wonde = await StartAsync();
        wonde.Fake.Faults.ServerErrors = 1000;

        Assert.Equal(MisErrorCodes.PullUnreachable, await wonde.RefusalAsync());
    }

    [Theory]
    [InlineData("baseUrl", "http://api.wonde.com/v1.0")]
    [InlineData("baseUrl", "ftp://127.0.0.1")]
    [InlineData("schoolId", "")]
    [InlineData("schoolId", "../A1")]
    [InlineData("token", "")]
    [InlineData("token", "a\nb")]
    [InlineData("perPage", "0")]
    public async Task Pull_BadSetting_IsRefused(string name, string value)
    {
        await using var wonde = await StartAsync();
        wonde.Values[name] = value;

        Assert.Equal(MisErrorCodes.PullBadSettings, await wonde.RefusalAsync());
        Assert.Empty(wonde.Fake.Requests);
    }

    [Fact]
    public async Task Pull_Cancelled_Stops()
    {
        await using var wonde = await StartAsync();
        var settings = new PullSettings(wonde.Values, Everything.Accepted);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wonde.Puller.PullAsync(settings, new MemoryStream(), new CancellationToken(canceled: true)));
    }
}
