using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Arbor.ArborFixture;

namespace Uso.Mis.Tests.Arbor;

public sealed class ArborReadTests
{
    [Fact]
    public async Task Read_Students_GivesEveryFieldOfThoseWhoAreThere()
    {
        await using var arbor = await StartAsync();
        var items = await arbor.PullAndReadAsync(Report.Students);

        Assert.Equal(
            new ExtractPerson
            {
                Source = new SourceRow("Student", 1),
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "1",
                LegalFirstName = "Amelia",
                MiddleNames = "Grace",
                LegalLastName = "Okafor",
                PreferredFirstName = "Millie",
                PreferredLastName = "Okafor",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "Female",
                Upn = "H801200001001",
                AdmissionNumber = "000101",
                YearGroup = "Year 7",
                RegistrationGroup = "7A",
                Email = "millie@school.example",
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        Assert.Equal(["1", "2", "3", "4", "5"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal(8, items.OfType<ReportEnd>().Single().Rows);
    }

    [Fact]
    public async Task Read_EveryReport_IsComplete()
    {
        await using var arbor = await StartAsync();
        var items = await arbor.PullAndReadAsync();

        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));
        Assert.Equal(
            [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.Attendance, Report.FutureStudents],
            items.OfType<ReportEnd>().Select(e => e.Report).Order());
        var staff = items.OfType<ExtractPerson>().Single(p => p.Kind is PersonKind.Staff);
        Assert.Equal(("1", "Teacher", "JLE", "jo@school.example", new DateOnly(2020, 9, 1)), (staff.MisId, staff.Role, staff.StaffCode, staff.Email, staff.StartDate));
        Assert.Equal("Grace", items.OfType<ExtractPerson>().Single(p => p.Kind is PersonKind.Contact).LegalFirstName);
        Assert.Equal(
            [("1", "1", "Mother", true, 1), ("1", "2", "Carer", false, 2)],
            items.OfType<ExtractContactLink>().Select(l => (l.ContactMisId, l.PupilMisId, l.Relationship!, l.ParentalResponsibility, l.Priority!.Value)));
        Assert.Equal([("forms/1", GroupKind.RegistrationGroup, "7A"), ("classes/1", GroupKind.Class, "7A/Ma")], items.OfType<ExtractGroup>().Select(g => (g.GroupId, g.Kind, g.Name)));
        Assert.Equal(
            [("forms/1", PersonKind.Pupil, "1"), ("forms/1", PersonKind.Staff, "1"), ("classes/1", PersonKind.Pupil, "1"), ("classes/1", PersonKind.Staff, "1")],
            items.OfType<ExtractMembership>().Select(m => (m.GroupId, m.Kind, m.PersonMisId)));
        Assert.Equal(
            [("1", new DateOnly(2025, 1, 3), "AM", "/"), ("1", new DateOnly(2025, 1, 3), "PM", "\\")],
            items.OfType<ExtractAttendanceMark>().Select(m => (m.PupilMisId, m.Date, m.Session, m.Mark)));
    }

    [Fact]
    public async Task Read_FutureStarters_OnlyWhereTheReportIsAccepted()
    {
        await using var arbor = await StartAsync();

        Assert.DoesNotContain(await arbor.PullAndReadAsync(Report.Students), item => item is ExtractPerson { MisId: "7" });
        var items = await arbor.PullAndReadAsync(Report.Students, Report.FutureStudents);
        var future = items.OfType<ExtractPerson>().Single(p => p.Report is Report.FutureStudents);
        Assert.Equal(("7", true, new DateOnly(2025, 9, 1)), (future.MisId, future.IsFuture, future.StartDate));

        arbor.School.Students.RemoveAll(s => s.Id == 7);
        Assert.Equal((true, null), (await arbor.PullAndReadAsync(Report.Students, Report.FutureStudents)).End(Report.FutureStudents));
    }

    [Fact]
    public async Task Read_Upn_IsTheOneInForceOnTheDay()
    {
        await using var arbor = await StartAsync();
        arbor.School.Upns.Clear();
        arbor.School.Upns.AddRange(
        [
            new(1, 1, "A1", Temporary: true, Start: new(2024, 9, 1)), new(2, 1, "A2", Start: new(2023, 9, 1)),
            new(3, 2, "B1", Start: new(2023, 9, 1), End: new(2024, 9, 1)), new(4, 2, "B2", Start: new(2024, 9, 1)), new(5, 2, "B3", Start: new(2025, 9, 1)),
            new(6, 3, "C1", Temporary: true),
            new(7, 4, "D1", End: new(2024, 9, 1)),
        ]);
        var upns = (await arbor.PullAndReadAsync(Report.Students)).OfType<ExtractPerson>().ToDictionary(p => p.MisId, p => p.Upn);

        Assert.Equal(["A2", "B2", "C1", null, null], new[] { "1", "2", "3", "4", "5" }.Select(id => upns[id]));
    }

    [Fact]
    public async Task Read_BadRecords_AreRejectedAndStillThere()
    {
        await using var arbor = await StartAsync();
        arbor.School.Students[1] = Student(2) with { DateOfBirth = "2012-02-31" };
        arbor.School.Students[2] = Student(3) with { LegalLastName = null };
        arbor.School.Students[3] = Student(4) with { LegalFirstName = "A\u0007B" };
        arbor.School.Students.RemoveRange(5, 3);
        arbor.School.Students[4] = Student(4);
        var items = await arbor.PullAndReadAsync(Report.Students);

        Assert.Equal(
            [
                ("2", "DateOfBirth", MisErrorCodes.RowBadDate), ("3", "LegalLastName", MisErrorCodes.RowMissingValue),
                ("4", "LegalFirstName", MisErrorCodes.RowControlCharacter), ("4", "MisId", MisErrorCodes.RowDuplicateId),
            ],
            items.OfType<RejectedRow>().Select(r => (r.MisId!, r.Field, r.Rule)));
        Assert.All(items.OfType<RejectedRow>(), r => Assert.Equal(PersonKind.Pupil, r.Kind));
        Assert.Equal((false, MisErrorCodes.PageShifted), items.End(Report.Students));
    }

    [Fact]
    public async Task Read_ObjectsThatComeAsLinks_KeepTheirIds()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.LinksFrom["Student"] = 1;
        var items = await arbor.PullAndReadAsync(Report.Students);

        Assert.Equal(["1", "2"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.Equal(["3", "4", "5", "6", "7", "8"], items.OfType<RejectedRow>().Select(r => r.MisId));
        Assert.DoesNotContain(items, item => item is RejectedRow { MisId: null });
    }

    [Fact]
    public async Task Read_OptedOutDates_StillDecideWhoIsThere()
    {
        await using var arbor = await StartAsync();
        var settings = new ReadSettings
        {
            Accepted = new HashSet<Report> { Report.Students },
            OptOuts = new HashSet<(Report, string)> { (Report.Students, "StartDate"), (Report.Students, "EndDate"), (Report.Students, "Email"), (Report.Students, "Upn") },
        };
        var items = arbor.Read(await arbor.PullAsync(Report.Students), settings);

        Assert.Equal(["1", "2", "3", "4", "5"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.All(items.OfType<ExtractPerson>(), p => Assert.Equal((null, null, null), (p.StartDate, p.Email, p.Upn)));
    }

    [Fact]
    public async Task Read_NobodyHasAnEntryDate_IsNotThatEverybodyLeft()
    {
        await using var arbor = await StartAsync();
        for (var i = 0; i < arbor.School.Students.Count; i++)
        {
            arbor.School.Students[i] = arbor.School.Students[i] with { EntryDate = null };
        }

        Assert.Equal((false, MisErrorCodes.ReportEmpty), (await arbor.PullAndReadAsync(Report.Students)).End(Report.Students));
    }

    [Fact]
    public async Task Read_CaptureCut_IsRefused()
    {
        await using var arbor = await StartAsync();
        var capture = await arbor.PullAsync(Report.Students);
        for (var length = 2; length < capture.Length; length += 211)
        {
            Assert.Equal(MisErrorCodes.ExportTruncated, Assert.Throws<MisExportException>(() => arbor.Read(capture[..length])).Code);
        }
    }

    [Fact]
    public async Task Links_AreThoseOfAThirdPartysAnswer()
    {
        // The only whole answer of an Arbor that is public: a room, with the site that it is on.
        var room = System.Xml.Linq.XDocument.Load(Path.Combine(Samples.Folder("arbor"), "room.xml")).Root!.Element("room")!;
        var site = room.Element("site")!;
        Assert.All([room, site], one => Assert.Matches("^/rest-v2/[a-z-]+s/[0-9]+$", one.Element("href")!.Value));
        Assert.Equal("Site", site.Element("entityType")!.Value);
        Assert.True(long.Parse(site.Element("revisionId")!.Value, System.Globalization.CultureInfo.InvariantCulture) > 0);

        // The fake's links are of the same form, so that what reads them reads these.
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.LinksFrom["Student"] = 0;
        var ids = (await arbor.PullAndReadAsync(Report.Students)).OfType<RejectedRow>().Select(row => row.MisId);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], ids);
    }
}
