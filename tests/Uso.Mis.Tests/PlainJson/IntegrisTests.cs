using Uso.Fakes;
using Uso.Fakes.Integris;
using Uso.Mis.Contract;
using Uso.Mis.Integris;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.PlainJson;

public sealed class IntegrisTests
{
    private static async Task<RecordMisFixture> StartAsync(bool saysLastPage = false)
    {
        var time = new InstantTime();
        var fake = await IntegrisFake.StartAsync(new IntegrisFakeOptions { Schools = [RecordSamples.School("4001", 5)], PageSize = 2, SaysLastPage = saysLastPage, Time = time });
        return new RecordMisFixture(fake, "integris", time, new() { ["establishmentId"] = "4001", ["keyId"] = "uso", ["secret"] = "fake-secret" });
    }

    /// <summary>The mac was worked out apart, with openssl, over "GET\n1700000000000\n\n\n/v1/establishments/1/students?page=1".</summary>
    [Fact]
    public void Signature_IsTheOneOfTheDocument() => Assert.Equal(
        "Integris id=KEY mac=2cf0dab2e37b3a7c00f0e4d3de017a7a5da6a1d1aa8301e9f13ccc939511cfe4 md5=\"\" ts=1700000000000",
        IntegrisSignature.Header("KEY", "secret", "/v1/establishments/1/students?page=1", 1_700_000_000_000));

    [Fact]
    public async Task Pull_PagesThatSayNothing_AreReadUntilAnEmptyOne()
    {
        await using var integris = await StartAsync();

        var items = await integris.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<ExtractPerson>().Count());
        Assert.True(items.OfType<ReportEnd>().Single().Complete);
        Assert.Equal(["page=1", "page=2", "page=3", "page=4"], integris.Fake.Requests.Where(r => r.Contains("page=")).Select(r => r.Split('?')[1]));
    }

    [Fact]
    public async Task Pull_PagesThatSayHowMany_EndThere()
    {
        await using var integris = await StartAsync(saysLastPage: true);

        Assert.True((await integris.EndAsync(Report.Students)).Complete);
        Assert.Equal(3, integris.Fake.Requests.Count(r => r.Contains("page=")));
    }

    [Fact]
    public async Task Pull_EveryReport_GivesItsItems()
    {
        await using var integris = await StartAsync();

        var items = await integris.PullAndReadAsync(integris.Mis.Descriptor.Reports.ToArray());

        Assert.Equal(5, items.OfType<ReportEnd>().Count(end => end.Complete));
        Assert.Equal(("c1", "p1", "Mother", true, 1), items.OfType<ExtractContactLink>().Select(l => (l.ContactMisId, l.PupilMisId, l.Relationship, l.ParentalResponsibility, l.Priority)).Single());
        Assert.Equal(["p1", "p2", "s1"], items.OfType<ExtractMembership>().Select(m => m.PersonMisId));
        Assert.Equal(("p1", "AM", "/"), items.OfType<ExtractAttendanceMark>().Select(m => (m.PupilMisId, m.Session, m.Mark)).Single());
    }

    [Fact]
    public async Task Pull_AfterSlowRetries_SignsEachTryWithItsTime()
    {
        await using var integris = await StartAsync();
        integris.Fake.Faults.TooManyRequests = 2;
        integris.Fake.Faults.RetryAfterSeconds = 110;

        // Two waits of nearly two minutes each: a signature of the first try would be too old for some of what follows.
        Assert.True((await integris.EndAsync(Report.Students)).Complete);
    }

    [Fact]
    public async Task Pull_WrongSecret_IsUnauthorised()
    {
        await using var integris = await StartAsync();
        integris.Values["secret"] = "another";

        Assert.Equal(MisErrorCodes.PullUnauthorised, await integris.RefusalAsync());
        Assert.Equal([ConnectionCheckCodes.Unauthorised], await integris.CheckAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_AccessNotGranted_SaysSo()
    {
        await using var integris = await StartAsync();
        integris.School.Granted = false;

        Assert.Equal(MisErrorCodes.ApprovalDenied, await integris.RefusalAsync());
        Assert.Equal([ConnectionCheckCodes.NotApproved], await integris.CheckAsync(Report.Students));
    }

    [Fact]
    public async Task Pull_UnknownEstablishment_IsTheWrongSchool()
    {
        await using var integris = await StartAsync();
        integris.Values["establishmentId"] = "9999";

        Assert.Equal(MisErrorCodes.PullWrongSchool, await integris.RefusalAsync());
    }

    [Fact]
    public async Task Check_OneReportNotGranted_NamesIt()
    {
        await using var integris = await StartAsync();
        integris.Fake.Faults.LostPermission["staff"] = true;

        Assert.Equal([ConnectionCheckCodes.Ok, ConnectionCheckCodes.PermissionMissing], await integris.CheckAsync(Report.Students, Report.Staff));
    }

    [Theory]
    [InlineData("2024-07-19", null)]
    [InlineData(null, "2025-09-01")]
    public async Task Read_WhoLeftOrStartsLater_IsAbsent(string? left, string? starts)
    {
        await using var integris = await StartAsync();
        var other = RecordSamples.Student(9);
        (other["leavingDate"], other["admissionDate"]) = (left, starts);
        integris.School.Records["students"].Add(other);

        var items = await integris.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<ExtractPerson>().Count());
        Assert.True(items.OfType<ReportEnd>().Single().Complete);
    }

    [Fact]
    public async Task FieldMap_OfTheSchool_CorrectsNames()
    {
        await using var integris = await StartAsync();
        integris.Fake.Faults.ChangedField["students.surname"] = "familyName";
        Assert.All((await integris.PullAndReadAsync(Report.Students)).OfType<RejectedRow>(), row => Assert.Equal(MisErrorCodes.RowMissingValue, row.Rule));

        integris.Values["fieldMap"] = """{"students":{"LegalLastName":"familyName"}}""";

        Assert.Equal("Lewis", (await integris.PullAndReadAsync(Report.Students)).OfType<ExtractPerson>().First().LegalLastName);
    }

    [Fact]
    public async Task FieldMap_WithAnUnknownField_IsRefused()
    {
        await using var integris = await StartAsync();
        integris.Values["fieldMap"] = """{"students":{"Shoes":"size"}}""";

        Assert.Equal(MisErrorCodes.PullBadFieldMap, await integris.RefusalAsync());
    }
}
