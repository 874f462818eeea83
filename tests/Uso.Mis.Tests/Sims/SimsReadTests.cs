using Uso.Mis.Sims;
using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

public sealed class SimsReadTests
{
    [Fact]
    public void Read_Students_GivesEveryField()
    {
        var items = Read(Xml(Report.Students, Pupil()), "Students.xml");

        Assert.Equal(
            new ExtractPerson
            {
                Source = new SourceRow("Students.xml", 1),
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "101",
                Upn = "H801200001001",
                AdmissionNumber = "000101",
                LegalLastName = "Okafor",
                LegalFirstName = "Amelia",
                MiddleNames = "Rose",
                PreferredFirstName = "Millie",
                PreferredLastName = "Okafor",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "F",
                YearGroup = "Year 7",
                RegistrationGroup = "7A",
                House = "Red",
                Email = "millie@school.example",
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        var end = items.End();
        Assert.True(end.Complete);
        Assert.Null(end.Reason);
        Assert.Equal(1, end.Rows);
        Assert.Contains("Upn", end.FieldsSeen);
        Assert.DoesNotContain("EndDate", end.FieldsSeen);
    }

    [Theory]
    [InlineData(Report.Staff, PersonKind.Staff, false)]
    [InlineData(Report.FutureStaff, PersonKind.Staff, true)]
    [InlineData(Report.Students, PersonKind.Pupil, false)]
    [InlineData(Report.FutureStudents, PersonKind.Pupil, true)]
    public void Read_PersonReports_GiveKindAndFuture(Report report, PersonKind kind, bool future)
    {
        var row = kind == PersonKind.Staff ? Staff() : Pupil();
        var person = Assert.Single(Read(Xml(report, row), $"{report}.xml").OfType<ExtractPerson>());

        Assert.Equal((kind, future, report), (person.Kind, person.IsFuture, person.Report));
    }

    [Fact]
    public void Read_ContactOfTwoPupils_GivesOnePersonAndTwoLinks()
    {
        var items = Read(Xml(Report.Contacts, Contact("55,101"), Contact("55,102", ("ParentalResponsibility", "F"), ("Priority", "")), Contact("56,0")), "Contacts.xml");

        Assert.Equal(["55", "56"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        var links = items.OfType<ExtractContactLink>().ToList();
        Assert.Equal([("55", "101", true, 1), ("55", "102", false, null)], links.Select(l => (l.ContactMisId, l.PupilMisId, l.ParentalResponsibility, l.Priority)));
        Assert.Equal(3, items.End().Rows);
    }

    [Fact]
    public void Read_Groups_GivesEachGroupOnceAndItsMembers()
    {
        var items = Read(
            Xml(Report.GroupsAndClasses, Group("7,101"), Group("7,9", ("MemberKind", "Staff")), Group("8,0", ("Kind", "Reg Group"), ("Name", "7A"), ("Subject", ""))),
            "Groups & Classes.xml");

        Assert.Equal([("7", GroupKind.Class), ("8", GroupKind.RegistrationGroup)], items.OfType<ExtractGroup>().Select(g => (g.GroupId, g.Kind)));
        Assert.Equal(
            [("101", PersonKind.Pupil), ("9", PersonKind.Staff)], items.OfType<ExtractMembership>().Select(m => (m.PersonMisId, m.Kind)));
    }

    [Fact]
    public void Read_Attendance_GivesMarks()
    {
        var items = Read(Xml(Report.Attendance, Mark(), Mark("101", ("Session", "PM"), ("Mark", "\\"))), "Attendance.xml");

        Assert.Equal([("AM", "/"), ("PM", "\\")], items.OfType<ExtractAttendanceMark>().Select(m => (m.Session, m.Mark)));
    }

    public static TheoryData<Report> AllReports => [.. Enum.GetValues<Report>()];

    [Theory]
    [MemberData(nameof(AllReports))]
    public void Read_XmlAndCsvOfTheSameRows_GiveEqualExtracts(Report report)
    {
        Dictionary<string, string>[] rows = report switch
        {
            Report.Staff or Report.FutureStaff => [Staff("1"), Staff("2", ("LegalLastName", "Smith, \"Jr\" & Söhne")), Staff("2"), Staff("3", ("EndDate", "2024-02-30"))],
            Report.Contacts => [Contact(), Contact("55,102"), Contact("9"), Contact("57,0", ("Priority", "x"))],
            Report.GroupsAndClasses => [Group(), Group("7,102"), Group("8,9", ("MemberKind", "Staff")), Group("8,1", ("MemberKind", "Robot"))],
            Report.Attendance => [Mark(), Mark("102", ("Mark", "")), Mark("", ("Mark", "N"))],
            _ => [Pupil("1"), Pupil("2", ("LegalFirstName", "Zoë <\"&'>")), Pupil("3", ("DateOfBirth", "")), Pupil("4", ("YearGroup", "  "))],
        };

        var xml = Read(Xml(report, rows), $"{report}.xml");
        var csv = Read(Csv(report, rows), $"{report}.csv");

        Assert.Equal(xml.OfType<ReportEnd>().Select(Comparable), csv.OfType<ReportEnd>().Select(Comparable));
        Assert.Equal(
            xml.Where(i => i is not ReportEnd),
            csv.Where(i => i is not ReportEnd).Select(i => i with { Source = new SourceRow($"{report}.xml", i.Source.Row) }));

        static object Comparable(ReportEnd end) => (end.Report, end.Rows, end.Complete, end.Reason, string.Join(',', end.FieldsSeen.Order()));
    }

    [Theory]
    [InlineData("2012-03-04T00:00:00")]
    [InlineData("2012-03-04")]
    [InlineData("04/03/2012")]
    [InlineData("04/03/2012 00:00:00")]
    public void Read_DateForms_AreTheSameDay(string value) =>
        Assert.Equal(new DateOnly(2012, 3, 4), Read(Csv(Report.Students, Pupil("1", ("DateOfBirth", value))), "students.csv").OfType<ExtractPerson>().Single().DateOfBirth);

    [Theory]
    [InlineData("Students.xml", Report.Students)]
    [InlineData("STUDENTS.XML", Report.Students)]
    [InlineData("out/Future Students.csv", Report.FutureStudents)]
    [InlineData(@"C:\Export\Groups & Classes.xml", Report.GroupsAndClasses)]
    [InlineData("GroupsAndClasses.csv", Report.GroupsAndClasses)]
    [InlineData("future_staff.csv", Report.FutureStaff)]
    [InlineData("Students.txt", null)]
    [InlineData("Pupils.xml", null)]
    [InlineData(null, null)]
    public void ReportOf_FileNames_AreTolerated(string? name, Report? report) => Assert.Equal(report, SimsFiles.ReportOf(name));

    [Fact]
    public void Read_Zip_ReadsEachReportAndSkipsThoseNotAccepted()
    {
        var zip = Zip(("Staff.xml", Xml(Report.Staff, Staff())), ("Students.csv", Csv(Report.Students, Pupil())), ("__MACOSX/._Staff.xml", [1, 2]));

        Assert.Equal([Report.Staff, Report.Students], Read(zip, "export.zip").OfType<ReportEnd>().Select(e => e.Report));
        var staffOnly = new ReadSettings { Accepted = new HashSet<Report> { Report.Staff } };
        Assert.All(Read(zip, null, staffOnly), item => Assert.Equal(Report.Staff, item.Report));
    }

    [Fact]
    public void Read_OptedOutField_IsReadAsAbsent()
    {
        var settings = Everything with { OptOuts = new HashSet<(Report, string)> { (Report.Students, "Email"), (Report.Students, "LegalLastName") } };
        var items = Read(Xml(Report.Students, Pupil()), "Students.xml", settings);

        var person = items.OfType<ExtractPerson>().Single();
        Assert.Null(person.Email);
        Assert.Equal("Okafor", person.LegalLastName);
        Assert.DoesNotContain("Email", items.End().FieldsSeen);
    }

    [Fact]
    public void Read_StaffWithoutPersonnelPermission_WorksWithoutRoleFields()
    {
        var items = Read(Xml(Report.Staff, Staff("9", ("Role", ""), ("StartDate", ""))), "Staff.xml");

        Assert.Equal("Brown", items.OfType<ExtractPerson>().Single().LegalLastName);
        Assert.True(items.End().Complete);
        Assert.DoesNotContain("Role", items.End().FieldsSeen);
    }

    [Fact]
    public void Read_OtherColumnNames_AreMapped()
    {
        var columns = SimsColumns.Default.With(Report.Students, "LegalFirstName", "Legal Forename");
        var xml = Utf8(System.Text.Encoding.UTF8.GetString(Xml(Report.Students, Pupil())).Replace("Forename>", "Legal_x0020_Forename>", StringComparison.Ordinal));

        Assert.Equal("Amelia", Read(xml, "Students.xml", mis: new SimsMis(columns)).OfType<ExtractPerson>().Single().LegalFirstName);
        Assert.Equal("Legal Forename", columns.Header(Report.Students, "LegalFirstName"));
    }

    [Fact]
    public void Read_CommentsCdataEntitiesSchemaAndUnknownColumns_AreTolerated()
    {
        var xml = Utf8("""
            <SuperStarReport><xs:schema xmlns:xs="x"><xs:element name="Record"/></xs:schema><!-- made by hand -->
            <Record><primary_id>1</primary_id><Unknown><Deep>x</Deep></Unknown><Forename>An<![CDATA[n & ]]>&#66;&amp;</Forename>
            <Legal_x0020_Surname> Lee </Legal_x0020_Surname><DOB>2012-01-01</DOB><UPN/></Record></SuperStarReport>
            """);

        var person = Read(xml, "Students.xml").OfType<ExtractPerson>().Single();
        Assert.Equal(("Ann & B&", "Lee", null), (person.LegalFirstName, person.LegalLastName, person.Upn));
    }

    [Fact]
    public void Descriptor_Fields_MarkTheMandatoryOnes()
    {
        var mandatory = new SimsMis().Descriptor.Fields.Where(f => f.Mandatory && f.Report == Report.Students).Select(f => f.Field);

        Assert.Equal(["DateOfBirth", "LegalFirstName", "LegalLastName", "MisId"], mandatory.Order());
        Assert.DoesNotContain(new SimsMis().Descriptor.Fields, f => f is { Report: Report.Staff, Field: "DateOfBirth", Mandatory: true });
    }
}
