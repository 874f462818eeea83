using Uso.Mis.Pulling;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Bromcom.BromcomFixture;

namespace Uso.Mis.Tests.Bromcom;

/// <summary>Bromcom where we read it: REST v2 and the SOAP service. The clock says 6 January 2025.</summary>
public sealed class BromcomPullTests
{
    [Fact]
    public async Task Pull_Rest_FetchesUntilAPageIsNotFull()
    {
        await using var bromcom = await StartAsync();
        var items = await bromcom.PullAndReadAsync(Report.Students);

        Assert.Equal(
            ["{page:0}", "{page:1}", "{page:2}"],
            bromcom.Fake.Requests.Select(Uri.UnescapeDataString).Select(request => request[request.IndexOf("{page", StringComparison.Ordinal)..]));
        Assert.Equal(["101", "102", "103", "104", "105"], items.OfType<ExtractPerson>().Where(p => p.Kind == PersonKind.Pupil).Select(p => p.MisId));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_LastPageIsFull_AsksForOneMore()
    {
        await using var bromcom = await StartAsync();
        bromcom.School.Students.RemoveAt(4);

        Assert.Equal((true, null), (await bromcom.PullAndReadAsync(Report.Students)).End(Report.Students));
        Assert.Equal(3, bromcom.Fake.Requests.Count);
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("soap")]
    public async Task Pull_EveryReport_IsComplete(string route)
    {
        await using var bromcom = await StartAsync(route);
        bromcom.School.Students.RemoveRange(1, 4);
        bromcom.School.Classes[0] = bromcom.School.Classes[0] with { StudentIds = [101] };
        bromcom.School.Staff.Add(bromcom.School.Staff[0] with { Id = 10, StartDate = new DateOnly(2025, 2, 1) });
        var items = await bromcom.PullAndReadAsync();

        Assert.Equal(
            [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.Attendance, Report.FutureStaff, Report.FutureStudents],
            items.OfType<ReportEnd>().Select(e => e.Report).Order());
        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));
        Assert.Empty(items.OfType<RejectedRow>());
        Assert.Equal(
            [("101", false), ("101.1", false), ("201", true), ("9", false), ("10", true)],
            items.OfType<ExtractPerson>().Select(p => (p.MisId, p.IsFuture)));
        var pupil = items.OfType<ExtractPerson>().First();
        Assert.Equal(("Amelia", "Okafor", "7A", new DateOnly(2012, 3, 4), null), (pupil.LegalFirstName, pupil.LegalLastName, pupil.RegistrationGroup, pupil.DateOfBirth!.Value, pupil.EndDate));
        Assert.Equal("7A/Ma1", items.OfType<ExtractGroup>().Single().Name);
        Assert.Equal("/", items.OfType<ExtractAttendanceMark>().Single().Mark);
    }

    [Fact]
    public async Task Pull_Soap_AFullPageProvesNothing()
    {
        await using var bromcom = await StartAsync("soap");

        Assert.Equal((false, MisErrorCodes.PageMissing), (await bromcom.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("soap")]
    public async Task Pull_PermissionLost_IsSaidAndOtherReportsGoOn(string route)
    {
        await using var bromcom = await StartAsync(route);
        bromcom.Fake.Faults.LostPermission["StudentFlatView"] = true;
        var items = await bromcom.PullAndReadAsync(Report.Students, Report.Staff);

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_NoSuccess_IsNotComplete()
    {
        await using var bromcom = await StartAsync();
        bromcom.Fake.Faults.NoSuccess = true;

        Assert.Equal(MisErrorCodes.PullUnreachable, await bromcom.RefusalAsync(Report.Students));
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("soap")]
    public async Task Pull_HalfAPage_IsFetchedAgain(string route)
    {
        await using var bromcom = await StartAsync(route);
        bromcom.Fake.Faults.HalfPages = 2;
        var items = await bromcom.PullAndReadAsync(Report.Staff);

        Assert.Equal((true, null), items.End(Report.Staff));
        Assert.Equal(2, bromcom.Time.Waits.Count);
    }

    [Fact]
    public async Task Pull_PageFailsInTheMiddle_IsNotComplete()
    {
        await using var bromcom = await StartAsync();
        bromcom.Fake.Faults.BrokenPage["StudentFlatView"] = 1;
        var items = await bromcom.PullAndReadAsync(Report.Students, Report.Staff);

        Assert.Equal((false, MisErrorCodes.PageMissing), items.End(Report.Students));
        Assert.Equal(["101", "102"], items.OfType<ExtractPerson>().Where(p => p.Kind == PersonKind.Pupil).Select(p => p.MisId));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task Pull_PagesMoved_IsNotComplete()
    {
        await using var bromcom = await StartAsync();
        bromcom.School.Students.Insert(3, Student(101));

        Assert.Equal((false, MisErrorCodes.PageShifted), (await bromcom.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Pull_SameRowTwiceOnAPage_IsRejectedAndComplete()
    {
        await using var bromcom = await StartAsync();
        bromcom.School.Students.Insert(1, Student(101));
        var items = await bromcom.PullAndReadAsync(Report.Students);

        Assert.Equal(MisErrorCodes.RowDuplicateId, items.OfType<RejectedRow>().Single().Rule);
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Pull_FieldHasAnotherName_RejectsTheRows()
    {
        await using var bromcom = await StartAsync();
        bromcom.Fake.Faults.ChangedField["StudentFlatView.lastName"] = "familyName";
        var items = await bromcom.PullAndReadAsync(Report.Students);

        Assert.Equal(5, items.OfType<RejectedRow>().Count(r => r is { Field: "LegalLastName", Rule: MisErrorCodes.RowMissingValue }));
    }

    [Theory]
    [InlineData("rest", "applicationSecret")]
    [InlineData("soap", "password")]
    public async Task Pull_WrongSecret_IsUnauthorised(string route, string secret)
    {
        await using var bromcom = await StartAsync(route);
        bromcom.Values[secret] = "other";

        Assert.Equal(MisErrorCodes.PullUnauthorised, await bromcom.RefusalAsync());
    }

    [Fact]
    public async Task Pull_AnotherSchoolId_IsWrongSchool()
    {
        await using var bromcom = await StartAsync();
        bromcom.Values["schoolId"] = "7";

        Assert.Equal(MisErrorCodes.PullWrongSchool, await bromcom.RefusalAsync());
    }

    [Theory]
    [InlineData("route", "push")]
    [InlineData("route", "fax")]
    [InlineData("schoolId", "A1")]
    [InlineData("schoolId", "")]
    [InlineData("baseUrl", "http://api.bromcomcloud.com")]
    [InlineData("applicationSecret", "a\nb")]
    [InlineData("attendanceDays", "0")]
    public async Task Pull_BadSetting_IsRefused(string name, string value)
    {
        await using var bromcom = await StartAsync();
        bromcom.Values[name] = value;

        Assert.Equal(MisErrorCodes.PullBadSettings, await bromcom.RefusalAsync());
        Assert.Empty(bromcom.Fake.Requests);
    }

    [Fact]
    public async Task Pulls_OnlyWhereARouteIsChosen()
    {
        await using var bromcom = await StartAsync();

        Assert.True(bromcom.Mis.Pulls(bromcom.Values));
        Assert.False(bromcom.Mis.Pulls(new Dictionary<string, string>()));
        Assert.False(bromcom.Mis.Pulls(new Dictionary<string, string> { ["route"] = "push" }));
    }

    [Fact]
    public async Task Check_SaysWhatIsWrong()
    {
        await using var bromcom = await StartAsync();
        bromcom.Fake.Faults.LostPermission["Staff"] = true;
        Assert.Equal(
            [(ConnectionCheckCodes.Ok, Report.Students), (ConnectionCheckCodes.PermissionMissing, Report.Staff)],
            (await bromcom.CheckAsync(Report.Students, Report.Staff)).Select(c => (c.Code, c.Report!.Value)));

        bromcom.Values["applicationSecret"] = "other";
        Assert.Equal(ConnectionCheckCodes.Unauthorised, (await bromcom.CheckAsync()).Single().Code);

        bromcom.Values["applicationSecret"] = "fake-secret";
        bromcom.Values["schoolId"] = "7";
        Assert.Equal(ConnectionCheckCodes.WrongSchool, (await bromcom.CheckAsync()).Single().Code);

        bromcom.Values["schoolId"] = "";
        Assert.Equal(ConnectionCheckCodes.BadSettings, (await bromcom.CheckAsync()).Single().Code);

        bromcom.Values.Remove("route");
        Assert.True((await bromcom.CheckAsync()).Single().IsOk);
    }

    [Fact]
    public async Task Read_CaptureCut_IsRefused()
    {
        await using var bromcom = await StartAsync();
        var capture = await bromcom.PullAsync(Report.Students);
        for (var length = 100; length < capture.Length; length += 211)
        {
            Assert.Equal(MisErrorCodes.ExportTruncated, Assert.Throws<MisExportException>(() => bromcom.Mis.Read(new MemoryStream(capture[..length]), null, Everything).ToList()).Code);
        }
    }

    [Fact]
    public void Soap_AsksAsTheServiceDescriptionSays()
    {
        var folder = Samples.Folder("bromcom");
        var description = System.Xml.Linq.XDocument.Load(Directory.GetFiles(folder, "*.wsdl").Single());
        System.Xml.Linq.XNamespace schema = "http://www.w3.org/2001/XMLSchema";
        var operation = description.Descendants(schema + "element").Single(e => (string?)e.Attribute("name") == "getEntityDataBySchoolID");
        var names = operation.Descendants(schema + "element").Select(e => (string)e.Attribute("name")!).ToList();
        var connection = Mis.Bromcom.BromcomConnection.From(
            new Dictionary<string, string> { ["route"] = "soap", ["soapUrl"] = "https://school.example/x.asmx", ["schoolId"] = "1", ["userName"] = "u", ["password"] = "p" },
            new PullOptions());
        var request = new Mis.Bromcom.BromcomPages(connection, new DateOnly(2025, 1, 6), 100).Of(Mis.Bromcom.BromcomEntity.All[0]).First;
        var body = System.Xml.Linq.XDocument.Parse(System.Text.Encoding.UTF8.GetString(request.Content!.Value.Span));
        var call = body.Descendants().Single(e => e.Name.LocalName == "getEntityDataBySchoolID");

        Assert.Equal(names, call.Elements().Select(e => e.Name.LocalName));
        Assert.All(call.DescendantsAndSelf(), e => Assert.Equal((string)description.Root!.Attribute("targetNamespace")!, e.Name.NamespaceName));
        Assert.Contains(
            request.Headers["SOAPAction"].Trim('"'),
            description.Descendants().Where(e => e.Name.LocalName == "operation").Select(e => (string?)e.Attribute("soapAction")));
        Assert.Equal("https://school.example/x.asmx", request.Url.AbsoluteUri);
    }
}
