using Uso.Fakes.Wonde;
using static Uso.Mis.Tests.Wonde.WondeFixture;

namespace Uso.Mis.Tests.Wonde;

public sealed class WondeReadTests
{
    [Theory]
    [InlineData(WondeDateForm.PhpObject)]
    [InlineData(WondeDateForm.Text)]
    public async Task Read_Students_GivesEveryField(WondeDateForm dates)
    {
        await using var wonde = await StartAsync(dates);
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal(
            new ExtractPerson
            {
                Source = new SourceRow("students", 1),
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "S1",
                Upn = "H801200001001",
                AdmissionNumber = "000101",
                LegalLastName = "Okafor",
                LegalFirstName = "Amelia",
                PreferredFirstName = "Millie",
                PreferredLastName = "Okafor",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "FEMALE",
                YearGroup = "Year 7",
                RegistrationGroup = "7A",
                House = "Red",
                Email = "millie@school.example",
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        Assert.Equal(["S1", "S2", "S3", "S4", "S5"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Read_EveryReport_IsComplete()
    {
        await using var wonde = await StartAsync();
        var items = await wonde.PullAndReadAsync();

        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));
        Assert.Equal(
            [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.FutureStudents],
            items.OfType<ReportEnd>().Select(e => e.Report).Order());
        Assert.Equal("P1", items.OfType<ExtractPerson>().Single(p => p.IsFuture).MisId);
        var staff = items.OfType<ExtractPerson>().Single(p => p.Kind == PersonKind.Staff);
        Assert.Equal(("E1", "Teacher", "jo@school.example", new DateOnly(2020, 9, 1)), (staff.MisId, staff.Role, staff.Email, staff.StartDate));
        Assert.Equal(
            [("C1", "S1", "Mother", true, 1), ("C1", "S2", "Carer", false, 2)],
            items.OfType<ExtractContactLink>().Select(l => (l.ContactMisId, l.PupilMisId, l.Relationship!, l.ParentalResponsibility, l.Priority!.Value)));
        Assert.Equal(
            [("groups/G1", GroupKind.RegistrationGroup, null), ("classes/G1", GroupKind.Class, "Mathematics")],
            items.OfType<ExtractGroup>().Select(g => (g.GroupId, g.Kind, g.Subject)));
        Assert.Equal(
            [("groups/G1", "S1"), ("classes/G1", "S1"), ("classes/G1", "S2"), ("classes/G1", "E1")],
            items.OfType<ExtractMembership>().Select(m => (m.GroupId, m.PersonMisId)));
    }

    [Fact]
    public async Task Read_SchoolWithoutClasses_KeepsRegistrationGroupsAndIsComplete()
    {
        await using var wonde = await StartAsync();
        wonde.School.Classes.Clear();
        var items = await wonde.PullAndReadAsync(Report.GroupsAndClasses);

        Assert.Equal(GroupKind.RegistrationGroup, items.OfType<ExtractGroup>().Single().Kind);
        Assert.Equal((true, null), items.End(Report.GroupsAndClasses));
    }

    [Fact]
    public async Task Read_BadRecords_AreRejected()
    {
        await using var wonde = await StartAsync();
        wonde.School.Students[1] = Student("S2") with { DateOfBirth = null };
        wonde.School.Students[2] = Student("S3") with { LegalSurname = null, Surname = " " };
        wonde.School.Students[3] = Student("S4") with { Forename = "A\u0007B" };
        wonde.School.Students[4] = Student("S5") with { DateOfBirth = new DateOnly(1850, 1, 1), House = new string('x', 300) };
        var items = await wonde.PullAndReadAsync(Report.Students);

        Assert.Equal(
            [
                ("S2", "DateOfBirth", MisErrorCodes.RowMissingValue), ("S3", "LegalLastName", MisErrorCodes.RowMissingValue),
                ("S4", "PreferredFirstName", MisErrorCodes.RowControlCharacter), ("S5", "DateOfBirth", MisErrorCodes.RowBadDate),
            ],
            items.OfType<RejectedRow>().Select(r => (r.MisId!, r.Field, r.Rule)));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public async Task Read_OptOutsAndAccepted_AreHonoured()
    {
        await using var wonde = await StartAsync();
        var capture = await wonde.PullAsync();
        var settings = new ReadSettings
        {
            Accepted = new HashSet<Report> { Report.Students },
            OptOuts = new HashSet<(Report, string)> { (Report.Students, "Email"), (Report.Students, "LegalLastName") },
        };
        var items = wonde.Read(capture, settings);

        Assert.All(items, i => Assert.Equal(Report.Students, i.Report));
        Assert.All(items.OfType<ExtractPerson>(), p => Assert.Equal((null, "Okafor"), (p.Email, p.LegalLastName)));
        Assert.DoesNotContain("Email", items.OfType<ReportEnd>().Single().FieldsSeen);
    }

    [Fact]
    public async Task Pull_SameAnswers_GiveSameBytes()
    {
        await using var wonde = await StartAsync();
        Assert.Equal(await wonde.PullAsync(), await wonde.PullAsync());
    }

    [Fact]
    public async Task Read_CaptureCutOrChanged_IsRefused()
    {
        await using var wonde = await StartAsync();
        var capture = await wonde.PullAsync(Report.Students);
        for (var length = 2; length < capture.Length; length += 101)
        {
            Assert.Equal(MisErrorCodes.ExportTruncated, Assert.Throws<MisExportException>(() => wonde.Read(capture[..length])).Code);
        }

        Assert.Equal(MisErrorCodes.ExportEmpty, Assert.Throws<MisExportException>(() => wonde.Read([])).Code);
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Assert.Throws<MisExportException>(() => wonde.Read([1, 2, 3])).Code);
        var noManifest = Sims.SimsData.Zip(("students/0001.json", Sims.SimsData.Utf8("{\"data\":[]}")));
        Assert.Equal(MisErrorCodes.ExportTruncated, Assert.Throws<MisExportException>(() => wonde.Puller.Inspect(new MemoryStream(noManifest), null)).Code);
    }
}
