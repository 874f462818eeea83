using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Isams.IsamsFixture;

namespace Uso.Mis.Tests.Isams;

/// <summary>The Batch API: its errors, its encodings.</summary>
public sealed class IsamsBatchTests
{
    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    [InlineData("us-ascii")]
    [InlineData("ebcdic-cp-be")]
    public async Task Pull_WhateverEncodingIsDeclared_IsRead(string declared)
    {
        await using var isams = await StartAsync("batch", declared);

        Assert.Equal((true, null), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
        Assert.Empty(isams.Time.Waits);
    }

    [Fact]
    public async Task Pull_DeadlockAndLockTimeout_AreAskedAgain()
    {
        await using var isams = await StartAsync("batch");
        isams.Fake.Faults.Deadlocks = 2;
        isams.Fake.Faults.LockTimeouts = 1;
        var items = await isams.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(3, isams.Time.Waits.Count);
    }

    [Fact]
    public async Task Pull_DeadlockThatStays_IsUnreachable()
    {
        await using var isams = await StartAsync("batch");
        isams.Fake.Faults.Deadlocks = 1000;

        Assert.Equal(MisErrorCodes.PullUnreachable, await isams.RefusalAsync(Report.Students));
    }

    [Theory]
    [InlineData("InvalidApiKey", MisErrorCodes.PullUnauthorised)]
    [InlineData("MissingParameter", MisErrorCodes.PullBadSettings)]
    [InlineData("FiltersRequiredException", MisErrorCodes.PullBadSettings)]
    public async Task Pull_ErrorOfTheKey_RefusesThePull(string error, string code)
    {
        await using var isams = await StartAsync("batch");
        isams.Fake.Faults.BatchError = error;

        Assert.Equal(code, await isams.RefusalAsync(Report.Students, Report.Staff));
        Assert.Empty(isams.Time.Waits);
    }

    [Theory]
    [InlineData("MethodsNotAllocatedToKeyException", MisErrorCodes.PermissionMissing)]
    [InlineData("UnhandledException", MisErrorCodes.ExportErrorFile)]
    [InlineData("SomethingNew", MisErrorCodes.ExportErrorFile)]
    public async Task Pull_OtherError_IsWhyTheReportIsNotComplete(string error, string reason)
    {
        await using var isams = await StartAsync("batch");
        isams.Fake.Faults.BatchError = error;

        Assert.Equal((false, reason), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_KeyIsNotAccepted_IsUnauthorised()
    {
        await using var isams = await StartAsync("batch");
        isams.Values["batchKey"] = "00000000-0000-4000-8000-000000000009";

        Assert.Equal(MisErrorCodes.PullUnauthorised, await isams.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_AsksForEachListByItself()
    {
        await using var isams = await StartAsync("batch");
        await isams.PullAsync(Report.Students, Report.Staff);

        Assert.Equal(2, isams.Fake.Requests.Count);
        Assert.All(isams.Fake.Requests, request => Assert.StartsWith("POST /api/batch/1.0/xml.ashx?apiKey=", request, StringComparison.Ordinal));
    }
}
