using Uso.Fakes.Isams;
using Uso.Mis.Isams;
using Uso.Mis.Pulling;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Isams.IsamsFixture;

namespace Uso.Mis.Tests.Isams;

/// <summary>The REST API: client credentials, pages with totals.</summary>
public sealed class IsamsPullTests
{
    [Theory]
    [InlineData("rest")]
    [InlineData("batch")]
    public async Task Pull_ByEitherApi_GivesTheSamePeopleUnderTheSameIds(string api)
    {
        await using var isams = await StartAsync(api);
        var items = await isams.PullAndReadAsync();

        Assert.Equal(
            new ExtractPerson
            {
                Source = items[0].Source,
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "4700000001",
                Upn = "H801200001001",
                AdmissionNumber = "FH001",
                LegalLastName = "Okafor",
                LegalFirstName = "Amelia",
                PreferredFirstName = "Millie",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "F",
                YearGroup = "7",
                RegistrationGroup = "7/AB",
                House = "Red",
                Email = "millie@school.example",
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        var staff = items.OfType<ExtractPerson>().Single(p => p.Kind == PersonKind.Staff);
        Assert.Equal(("380", "JLE", "Lée", new DateOnly(1980, 5, 6)), (staff.MisId, staff.StaffCode!, staff.LegalLastName, staff.DateOfBirth!.Value));
        Assert.Equal([("sets/1", "7 Maths 1"), ("sets/2", "7 Maths 2"), ("sets/3", "7 Art")], items.OfType<ExtractGroup>().Select(g => (g.GroupId, g.Name)));
        Assert.Equal(
            [("sets/1", "4700000001"), ("sets/1", "4700000002"), ("sets/2", "4700000003")],
            items.OfType<ExtractMembership>().Select(m => (m.GroupId, m.PersonMisId)));
        Assert.Equal([Report.Staff, Report.Students, Report.GroupsAndClasses], items.OfType<ReportEnd>().Select(e => e.Report).Order());
        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));
        Assert.Empty(items.OfType<RejectedRow>());
    }

    [Fact]
    public async Task Pull_FetchesThePagesThatTheTotalsSay()
    {
        await using var isams = await StartAsync();
        await isams.PullAsync(Report.Students);

        Assert.Equal(
            ["POST /auth/connect/token", "GET /api/students?page=1", "GET /api/students?page=2", "GET /api/students?page=3"],
            isams.Fake.Requests);
    }

    [Fact]
    public async Task Pull_TotalDiffersFromWhatCame_IsNotComplete()
    {
        await using var isams = await StartAsync();
        isams.Fake.Faults.WrongTotal["students"] = 6;

        Assert.Equal((false, MisErrorCodes.CountMismatch), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_TotalChangesWhileReading_IsNotComplete()
    {
        await using var isams = await StartAsync();
        isams.Fake.Faults.GrowsAfterPage["students"] = 1;

        Assert.Equal((false, MisErrorCodes.PageShifted), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_TokenExpired_IsRenewedOnce()
    {
        await using var isams = await StartAsync(tokenSeconds: 1);
        var first = await isams.PullAndReadAsync(Report.Students);
        isams.Fake.Faults.TokenExpired = true;
        var second = await isams.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), first.End(Report.Students));
        Assert.Equal((true, null), second.End(Report.Students));
        Assert.Empty(isams.Time.Waits);
    }

    [Fact]
    public async Task Pull_TokenTakenInTheMiddle_IsRenewedAndGoesOn()
    {
        await using var isams = await StartAsync();
        isams.School.Students.RemoveRange(2, 3);
        await isams.PullAsync(Report.Students);
        var before = isams.Fake.Issued;
        isams.Fake.Faults.TokenExpired = true;

        Assert.Equal((true, null), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
        Assert.Equal(before + 1, isams.Fake.Issued);
    }

    [Fact]
    public async Task Pull_ClientRevoked_IsUnauthorised()
    {
        await using var isams = await StartAsync();
        isams.Fake.Faults.ClientRevoked = true;

        Assert.Equal(MisErrorCodes.PullUnauthorised, await isams.RefusalAsync(Report.Students));
    }

    [Theory]
    [InlineData("rest", "employees")]
    [InlineData("batch", "employees")]
    public async Task Pull_PermissionLost_IsSaidAndOtherReportsGoOn(string api, string resource)
    {
        await using var isams = await StartAsync(api);
        isams.Fake.Faults.LostPermission[resource] = true;
        var items = await isams.PullAndReadAsync(Report.Students, Report.Staff);

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Staff));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_SetListsNotPermitted_KeepsTheSetsAndIsNotComplete()
    {
        await using var isams = await StartAsync();
        isams.Fake.Faults.LostPermission["setLists"] = true;
        var items = await isams.PullAndReadAsync(Report.GroupsAndClasses);

        Assert.Equal(3, items.OfType<ExtractGroup>().Count());
        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.GroupsAndClasses));
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("batch")]
    public async Task Pull_TooManyRequestsAndHalfPages_AreAskedAgain(string api)
    {
        await using var isams = await StartAsync(api);
        isams.Fake.Faults.TooManyRequests = 2;
        isams.Fake.Faults.HalfPages = 1;
        var items = await isams.PullAndReadAsync(Report.Students);

        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(3, isams.Time.Waits.Count);
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("batch")]
    public async Task Pull_Empty_IsNotComplete(string api)
    {
        await using var isams = await StartAsync(api);
        isams.Fake.Faults.Empty["students"] = true;

        Assert.Equal((false, MisErrorCodes.ReportEmpty), (await isams.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Read_StaffWhoAreNotCurrent_AreAbsent()
    {
        await using var isams = await StartAsync();
        isams.School.Employees.Add(new IsamsEmployee { Id = 381, Forename = "Has", Surname = "Left", SystemStatus = "Former" });
        isams.School.Employees.Add(new IsamsEmployee { Id = 382, Forename = null, Surname = "Left", SystemStatus = "Former" });
        var items = await isams.PullAndReadAsync(Report.Staff);

        Assert.Equal(["380"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.Empty(items.OfType<RejectedRow>());
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Read_BlankValues_AreEmpty()
    {
        await using var isams = await StartAsync("batch");
        isams.School.Students[1] = Student("4700000002") with { Upn = null, AcademicHouse = " ", Surname = " " };
        var items = await isams.PullAndReadAsync(Report.Students);

        Assert.Equal(("4700000002", "LegalLastName", MisErrorCodes.RowMissingValue), items.OfType<RejectedRow>().Select(r => (r.MisId!, r.Field, r.Rule)).Single());
        Assert.All(items.OfType<ExtractPerson>(), p => Assert.Null(p.MiddleNames));
    }

    [Theory]
    [InlineData("https://school.isams.cloud", true)]
    [InlineData("https://school.edgen.cloud", false)]
    [InlineData("https://school.isams.cloud.evil.example", false)]
    [InlineData("https://isams.cloud.evil", false)]
    [InlineData("https://10.0.0.1", false)]
    [InlineData("http://school.isams.cloud", false)]
    public void Host_IsOfItsDomain(string host, bool good)
    {
        var values = new Dictionary<string, string> { ["host"] = host, ["clientId"] = "a", ["clientSecret"] = "b" };
        var refused = Record.Exception(() => IsamsConnection.From(values, new PullOptions(), IsamsBrand.Isams.Domain)) as MisExportException;

        Assert.Equal(good ? null : MisErrorCodes.PullBadSettings, refused?.Code);
    }

    [Fact]
    public void Host_OfTheSchoolsOwn_WhereConfigured()
    {
        var values = new Dictionary<string, string> { ["host"] = "https://isams.school.example", ["clientId"] = "a", ["clientSecret"] = "b" };
        var options = new PullOptions { FurtherHosts = ["isams.school.example"] };

        Assert.Equal("isams.school.example", IsamsConnection.From(values, options, IsamsBrand.Isams.Domain).Host.Host);
    }

    [Theory]
    [InlineData("host", "")]
    [InlineData("clientId", "")]
    [InlineData("clientSecret", "a b")]
    [InlineData("tokenPath", "https://elsewhere.example/token")]
    [InlineData("api", "fax")]
    public async Task Pull_BadSetting_IsRefused(string name, string value)
    {
        await using var isams = await StartAsync();
        isams.Values[name] = value;

        Assert.Equal(MisErrorCodes.PullBadSettings, await isams.RefusalAsync());
        Assert.Empty(isams.Fake.Requests);
    }

    [Fact]
    public async Task Check_SaysWhatIsWrong()
    {
        await using var isams = await StartAsync();
        isams.Fake.Faults.LostPermission["employees"] = true;
        Assert.Equal(
            [(ConnectionCheckCodes.Ok, Report.Students), (ConnectionCheckCodes.PermissionMissing, Report.Staff)],
            (await isams.CheckAsync(Report.Students, Report.Staff)).Select(c => (c.Code, c.Report!.Value)));

        isams.Fake.Faults.ClientRevoked = true;
        Assert.Equal(ConnectionCheckCodes.Unauthorised, (await isams.CheckAsync()).Single().Code);

        isams.Fake.Faults.ClientRevoked = false;
        isams.Fake.Faults.Outage = true;
        Assert.Equal(ConnectionCheckCodes.Unreachable, (await isams.CheckAsync()).Single().Code);

        isams.Values["host"] = "https://elsewhere.example";
        Assert.Equal(ConnectionCheckCodes.BadSettings, (await isams.CheckAsync()).Single().Code);
    }

    [Fact]
    public async Task Edgen_IsTheSameOnItsOwnDomain()
    {
        await using var isams = await StartAsync();
        var edgen = new IsamsMis(isams.Transport, IsamsBrand.Edgen);
        var capture = new MemoryStream();
        await edgen.PullAsync(new PullSettings(isams.Values, Everything.Accepted), capture, CancellationToken.None);

        Assert.Equal(5, edgen.Read(capture, null, Everything).OfType<ExtractPerson>().Count(p => p.Kind == PersonKind.Pupil));
        Assert.Equal(("edgen", "Ed:gen"), (edgen.Descriptor.Code, edgen.Descriptor.DisplayName));

        // A capture of one is not an export of the other.
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Assert.Throws<MisExportException>(() => isams.Mis.Read(capture, null, Everything).ToList()).Code);
    }
}
