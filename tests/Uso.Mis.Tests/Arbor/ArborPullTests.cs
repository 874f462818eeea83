using Uso.Fakes.Arbor;
using Uso.Mis.Pulling;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Arbor.ArborFixture;

namespace Uso.Mis.Tests.Arbor;

public sealed class ArborPullTests
{
    [Fact]
    public async Task Pull_GoesOnToTheFirstEmptyPage_WhateverThePagesSize()
    {
        await using var arbor = await StartAsync();
        arbor.Values["pageSize"] = "3000";
        var items = await arbor.PullAndReadAsync(Report.Staff);

        Assert.Equal((true, null), items.End(Report.Staff));
        Assert.Equal(await arbor.PullAsync(Report.Staff), await arbor.PullAsync(Report.Staff));
    }

    [Theory]
    [InlineData(ArborLost.EmptyObject)]
    [InlineData(ArborLost.NoData)]
    [InlineData(ArborLost.EmptyRecords)]
    [InlineData(ArborLost.Error)]
    public async Task Pull_PermissionAbsent_IsSaidAndOtherReportsGoOn(ArborLost form)
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.LostAs = form;
        arbor.Fake.Faults.LostPermission["Student"] = true;
        var items = await arbor.PullAndReadAsync();

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Students));
        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.FutureStudents));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_UpnsNotPermitted_KeepsPupilsButIsNotComplete()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.LostPermission["UkDfe_UpnAssignment"] = true;
        var items = await arbor.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<ExtractPerson>().Count());
        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_FieldChanged_IsSaid()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.ChangedField["Student.dateOfBirth"] = "birthDate";

        Assert.Equal((false, MisErrorCodes.FieldChanged), (await arbor.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_PageFailsInTheMiddle_IsSaidAndOtherReportsGoOn()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.BrokenPage["Student"] = 1;
        var items = await arbor.PullAndReadAsync(Report.Students, Report.Staff);

        Assert.Equal(["1", "2"], items.OfType<ExtractPerson>().Where(p => p.Kind is PersonKind.Pupil).Select(p => p.MisId));
        Assert.Equal((false, MisErrorCodes.PageMissing), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_HalfAPageAnd429_AreTriedAgain()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.HalfPages = 1;
        arbor.Fake.Faults.TooManyRequests = 1;
        var items = await arbor.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Contains(TimeSpan.FromSeconds(7), arbor.Time.Waits);
    }

    [Fact]
    public async Task Pull_EmptyAnswer_IsNotComplete()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.Empty["Student"] = true;

        Assert.Equal((false, MisErrorCodes.ReportEmpty), (await arbor.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_RefusedWhole_SaysWhy()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.Outage = true;
        Assert.Equal(MisErrorCodes.PullUnreachable, await arbor.RefusalAsync(Report.Students));

        arbor.Fake.Faults.Outage = false;
        arbor.Fake.Faults.TokenExpired = true;
        Assert.Equal(MisErrorCodes.PullUnauthorised, await arbor.RefusalAsync(Report.Students));

        arbor.Fake.Faults.TokenExpired = false;
        arbor.Fake.Approved = false;
        Assert.Equal(MisErrorCodes.PullWrongSchool, await arbor.RefusalAsync(Report.Students));

        arbor.Values.Remove("baseUrl");
        var missing = await Assert.ThrowsAsync<MisExportException>(() => arbor.PullAsync(Report.Students));
        Assert.Equal(MisErrorCodes.MissingEndpointUrl, missing.Code);
        Assert.StartsWith("MISSING ENDPOINT URL", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_OtherSchool_IsRefused()
    {
        await using var arbor = await StartAsync();
        var settings = new PullSettings(arbor.Values, new HashSet<Report> { Report.Students }) { School = new SchoolNumbers("123456", "830", "4001") };

        Assert.Equal(MisErrorCodes.ExportOtherSchool, (await Assert.ThrowsAsync<MisExportException>(() => arbor.Mis.PullAsync(settings, new MemoryStream(), CancellationToken.None))).Code);
        await arbor.Mis.PullAsync(settings with { School = new SchoolNumbers("100123", "830", "4001") }, new MemoryStream(), CancellationToken.None);
    }

    [Theory]
    [InlineData("baseUrl", "https://example.org")]
    [InlineData("baseUrl", "http://school.uk.arbor.sc")]
    [InlineData("userName", "")]
    [InlineData("password", "")]
    [InlineData("pageSize", "0")]
    [InlineData("attendanceDays", "x")]
    public async Task Pull_BadSetting_IsRefused(string name, string value)
    {
        await using var arbor = await StartAsync();
        arbor.Values[name] = value;

        Assert.Equal(MisErrorCodes.PullBadSettings, await arbor.RefusalAsync(Report.Students));
        Assert.Empty(arbor.Fake.Requests);
    }

    [Fact]
    public async Task Check_SaysWhatIsWrong()
    {
        await using var arbor = await StartAsync();
        Assert.Equal(
            [(ConnectionCheckCodes.Ok, Report.Students), (ConnectionCheckCodes.Ok, Report.Staff)],
            await arbor.CheckAsync(null, Report.Students, Report.Staff));

        arbor.Fake.Faults.LostPermission["Staff"] = true;
        Assert.Equal(
            [(ConnectionCheckCodes.Ok, Report.Students), (ConnectionCheckCodes.PermissionMissing, Report.Staff)],
            await arbor.CheckAsync(null, Report.Students, Report.Staff));
        Assert.Equal([(ConnectionCheckCodes.WrongSchool, null)], await arbor.CheckAsync(new SchoolNumbers("123456", "830", "4001"), Report.Students));

        arbor.Fake.Faults.TokenExpired = true;
        Assert.Equal([(ConnectionCheckCodes.Unauthorised, null)], await arbor.CheckAsync(null, Report.Students));
        arbor.Fake.Faults.TokenExpired = false;
        arbor.Fake.Approved = false;
        Assert.Equal([(ConnectionCheckCodes.Forbidden, null)], await arbor.CheckAsync(null, Report.Students));
        arbor.Values.Remove("baseUrl");
        Assert.Equal([(ConnectionCheckCodes.NotApproved, null)], await arbor.CheckAsync(null, Report.Students));
    }
}
