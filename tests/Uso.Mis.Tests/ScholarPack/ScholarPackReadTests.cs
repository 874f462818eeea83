using static Uso.Mis.Tests.ScholarPack.ScholarPackFixture;

namespace Uso.Mis.Tests.ScholarPack;

public sealed class ScholarPackReadTests
{
    [Fact]
    public async Task Read_EveryReport_IsCompleteAndOfThoseWhoAreThere()
    {
        await using var pack = await StartAsync();
        var items = await pack.PullAndReadAsync();

        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));
        Assert.Equal(
            [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.Attendance],
            items.OfType<ReportEnd>().Select(e => e.Report).Order());
        Assert.Equal(
            new ExtractPerson
            {
                Source = new SourceRow("students", 1),
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "1",
                Upn = "H801200001001",
                LegalFirstName = "Amelia",
                LegalLastName = "Okafor",
                PreferredFirstName = "Millie",
                PreferredLastName = "Okafor",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "F",
                YearGroup = "Year 7",
                RegistrationGroup = "7A",
                House = "Red",
                AdmissionNumber = "000101",
                Email = "millie@school.example",
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        Assert.Equal(["1", "2", "3", "4", "5"], items.OfType<ExtractPerson>().Where(p => p.Kind is PersonKind.Pupil).Select(p => p.MisId));
        Assert.Equal(("1", "Teacher", "JLE"), items.OfType<ExtractPerson>().Where(p => p.Kind is PersonKind.Staff).Select(p => (p.MisId, p.Role!, p.StaffCode!)).Single());
        Assert.Single(items.OfType<ExtractPerson>(), p => p.Kind is PersonKind.Contact);
        Assert.Equal(
            [("1", "1", "Mother", true, 1), ("1", "2", "Carer", false, 2)],
            items.OfType<ExtractContactLink>().Select(l => (l.ContactMisId, l.PupilMisId, l.Relationship!, l.ParentalResponsibility, l.Priority!.Value)));
        Assert.Equal([("RegistrationGroup/7A", GroupKind.RegistrationGroup), ("YearGroup/Year 7", GroupKind.YearGroup)], items.OfType<ExtractGroup>().Select(g => (g.GroupId, g.Kind)));
        Assert.Equal(10, items.OfType<ExtractMembership>().Count());
        Assert.Equal(("1", "AM", "/"), items.OfType<ExtractAttendanceMark>().Select(m => (m.PupilMisId, m.Session, m.Mark)).Single());
    }

    [Fact]
    public async Task Read_FieldMapOfTheSchool_FindsWhatIsCalledOtherwise()
    {
        await using var pack = await StartAsync();
        pack.Fake.Faults.ChangedField["students.date_of_birth"] = "born";
        var lost = await pack.PullAndReadAsync(Report.Students);
        Assert.Equal(7 - 2, lost.OfType<RejectedRow>().Count(row => row is { Field: "DateOfBirth", Rule: MisErrorCodes.RowMissingValue, MisId: not null }));

        pack.Values["fieldMap"] = """{ "students": { "DateOfBirth": "born|date_of_birth" } }""";
        var capture = await pack.PullAsync(Report.Students);
        pack.Values.Remove("fieldMap");

        // The map stays with the capture that was made under it.
        var settings = new ReadSettings { Accepted = new HashSet<Report> { Report.Students } };
        Assert.Equal(5, pack.Mis.Read(new MemoryStream(capture), null, settings).OfType<ExtractPerson>().Count(p => p.DateOfBirth == new DateOnly(2012, 3, 4)));

        pack.Values["fieldMap"] = """{ "students": { "Birthday": "born" } }""";
        Assert.Equal(MisErrorCodes.PullBadFieldMap, await pack.RefusalAsync(Report.Students));
    }

    [Fact]
    public async Task Read_BadRecords_AreRejectedAndStillThere()
    {
        await using var pack = await StartAsync();
        pack.School.Students[1] = Student(2) with { DateOfBirth = "2012-02-31" };
        pack.School.Students[2] = Student(3) with { LegalSurname = null, Surname = " " };
        pack.School.Students[3] = Student(3);
        var items = await pack.PullAndReadAsync(Report.Students);

        Assert.Equal(
            [("2", "DateOfBirth", MisErrorCodes.RowBadDate), ("3", "LegalLastName", MisErrorCodes.RowMissingValue), ("3", "MisId", MisErrorCodes.RowDuplicateId)],
            items.OfType<RejectedRow>().Select(r => (r.MisId!, r.Field, r.Rule)));
        Assert.All(items.OfType<RejectedRow>(), r => Assert.Equal(PersonKind.Pupil, r.Kind));
    }
}
