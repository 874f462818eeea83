using System.Text;
using Uso.Mis.Bromcom;
using Uso.Mis.Pulling;
using Uso.Mis.Tests.Wonde;

namespace Uso.Mis.Tests.Bromcom;

/// <summary>The pushed document, which is our own contract.</summary>
public sealed class BromcomPushTests
{
    private const string Head = """{"format":"uso-generic-api","version":1,"exportedAt":"2026-09-07T18:05:00Z","entities":[""";

    private const string Pupil =
        """{"studentId":101,"firstName":"Amelia   ","lastName":"Okafor    ","preferredFirstName":"Millie","preferredLastName":"Okafor","genderCode":"F","dateOfBirth":"2012-03-04T00:00:00","studentEmail":"millie@school.example","upn":"h801200001001","admissionNumber":"000101","yearGroup":"7","tutorGroupName":"7A","enrolmentStateName":"C","enrolmentStartDate":"2023-09-04T00:00:00","enrolmentEndDate":"1900-01-01T00:00:00","extra":{"a":[1,2]},"contact1Name":"Mrs Grace Okafor","contact1Email":"grace@home.example","contact1Relationship":"Mother","contact1ParentalResponsibility":"Yes","contact2Name":"Mr J A O'Hara","contact2Relationship":"Carer","contact2ParentalResponsibility":"No","contact3Name":null}""";

    private static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };
    private static readonly BromcomMis Mis = new(new PullTransport(TimeProvider.System));

    [Fact]
    public void Read_Json_GivesEveryField()
    {
        var items = Read(Entity("StudentFlatView", Pupil));

        Assert.Equal(
            new ExtractPerson
            {
                Source = new SourceRow("StudentFlatView", 1),
                Report = Report.Students,
                Kind = PersonKind.Pupil,
                MisId = "101",
                Upn = "H801200001001",
                AdmissionNumber = "000101",
                LegalLastName = "Okafor",
                LegalFirstName = "Amelia",
                PreferredFirstName = "Millie",
                PreferredLastName = "Okafor",
                DateOfBirth = new DateOnly(2012, 3, 4),
                Gender = "F",
                YearGroup = "7",
                RegistrationGroup = "7A",
                Email = "millie@school.example",
                Enrolment = EnrolmentStatus.Single,
                StartDate = new DateOnly(2023, 9, 4),
            },
            items[0]);
        Assert.Equal((true, null), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Contacts));
        Assert.Equal(2, items.OfType<ReportEnd>().Single(e => e.Report == Report.Contacts).Rows);
    }

    [Fact]
    public void Read_ContactsInAPupilsRow_AreTakenApart()
    {
        var items = Read(Entity("StudentFlatView", Pupil));

        Assert.Equal(
            [("101.1", "Mrs", "Grace", "Okafor", "grace@home.example"), ("101.2", "Mr", "J", "O'Hara", null)],
            items.OfType<ExtractPerson>().Where(p => p.Kind == PersonKind.Contact).Select(p => (p.MisId, p.Title!, p.LegalFirstName, p.LegalLastName, p.Email)));
        Assert.Equal(
            [("101.1", "101", "Mother", true, 1), ("101.2", "101", "Carer", false, 2)],
            items.OfType<ExtractContactLink>().Select(l => (l.ContactMisId, l.PupilMisId, l.Relationship!, l.ParentalResponsibility, l.Priority!.Value)));
    }

    [Fact]
    public void Read_ContactOfOneWord_IsRejectedAndTheOthersGoOn()
    {
        var items = Read(Entity("StudentFlatView", Pupil.Replace("Mrs Grace Okafor", "Mrs Okafor", StringComparison.Ordinal)));

        var rejected = items.OfType<RejectedRow>().Single();
        Assert.Equal(("101.1", "LegalFirstName", MisErrorCodes.RowMissingValue, Report.Contacts), (rejected.MisId!, rejected.Field, rejected.Rule, rejected.Report));
        Assert.Single(items.OfType<ExtractContactLink>());
        Assert.Equal((true, null), items.End(Report.Contacts));
    }

    [Theory]
    [InlineData("7A/Ma1   ", "7A/Ma1")]
    [InlineData("7A/Ma1 (25/26)", "7A/Ma1")]
    [InlineData("7A/Ma1\\r\\n", "7A/Ma1")]
    [InlineData("7A\\r\\nMaths (25/26)\\r\\n", "7A Maths")]
    [InlineData("(25/26)", "(25/26)")]
    [InlineData("Set (a) (2/26)", "Set (a) (2/26)")]
    public void Read_ClassName_WithoutWhatBromcomPutsIn(string name, string expected)
    {
        var items = Read(Entity("YearGroupSubjectStudents", $$"""{"studentId":101,"className":"{{name}}","subjectDescription":"Mathematics"}"""));

        var group = items.OfType<ExtractGroup>().Single();
        Assert.Equal((expected, $"classes/{expected}", "Mathematics", GroupKind.Class), (group.Name, group.GroupId, group.Subject!, group.Kind));
        Assert.Equal("101", items.OfType<ExtractMembership>().Single().PersonMisId);
    }

    [Fact]
    public void Read_ClassTwice_IsOneGroupAndOneMembership()
    {
        const string row = """{"studentId":101,"className":"7A/Ma1","subjectDescription":"Mathematics"}""";
        var items = Read(Entity("YearGroupSubjectStudents", row, row, row.Replace("101", "102", StringComparison.Ordinal), """{"studentId":103,"className":"  "}"""));

        Assert.Single(items.OfType<ExtractGroup>());
        Assert.Equal(["101", "102"], items.OfType<ExtractMembership>().Select(m => m.PersonMisId));
        Assert.Equal((true, null), items.End(Report.GroupsAndClasses));
    }

    [Fact]
    public void Read_NoTutorGroup_IsNone() =>
        Assert.Null(Read(Entity("StudentFlatView", Pupil.Replace("\"7A\"", "\"NoTutorGrp \"", StringComparison.Ordinal))).OfType<ExtractPerson>().First().RegistrationGroup);

    [Fact]
    public void Read_Attendance_TimesOf1900AreSessionsAndRowsWithoutAMarkAreNone()
    {
        var items = Read(Entity(
            "BasicAttendance",
            """{"studentId":101,"calendarStartDate":"2026-09-07T00:00:00","periodDisplayName":"AM","mark":"/ "}""",
            """{"studentId":101,"calendarStartDate":"2026-09-07T00:00:00","periodDisplayName":"1900-01-01T09:10:00","mark":"L"}""",
            """{"studentId":102,"calendarStartDate":"2026-09-07T00:00:00","periodDisplayName":"AM","mark":" "}"""));

        Assert.Equal(
            [("101", new DateOnly(2026, 9, 7), "AM", "/"), ("101", new DateOnly(2026, 9, 7), "09:10", "L")],
            items.OfType<ExtractAttendanceMark>().Select(m => (m.PupilMisId, m.Date, m.Session, m.Mark)));
        Assert.Empty(items.OfType<RejectedRow>());
        Assert.Equal((true, null), items.End(Report.Attendance));
    }

    [Fact]
    public void Read_StaffAndFuture()
    {
        var items = Read(
            Entity("Staff", """{"staffId":9,"title":"Ms","firstName":"Jo","lastName":"Lee","workEmail":"jo@school.example","staffCode":"JLE","jobTitle":"Teacher","startDate":"2020-09-01"}"""),
            Entity("FutureStudentFlatView", Pupil.Replace("101", "201", StringComparison.Ordinal)),
            Entity("FutureStaff", """{"staffId":10,"firstName":"Ana","lastName":"Sol","startDate":"2027-01-04"}"""));

        Assert.Equal(
            [("9", Report.Staff, false), ("201", Report.FutureStudents, true), ("10", Report.FutureStaff, true)],
            items.OfType<ExtractPerson>().Select(p => (p.MisId, p.Report, p.IsFuture)));
        Assert.All(items.OfType<ReportEnd>(), end => Assert.True(end.Complete));
        Assert.DoesNotContain(items.OfType<ReportEnd>(), end => end.Report is Report.Students);
    }

    [Fact]
    public void Read_Xml_IsTheSame()
    {
        var json = Read(Entity("StudentFlatView", Pupil), Entity("Staff", """{"staffId":9,"firstName":"Jo","lastName":"Lee & Co"}"""));
        var xml = Read(Encoding.UTF8.GetBytes(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <GenericApi format="uso-generic-api" version="1" exportedAt="2026-09-07T18:05:00Z">
              <Entity name="StudentFlatView" rows="1">
                <NewDataSet xmlns:diffgr="urn:x">
                  <Table diffgr:id="Table1">
                    <studentId>101</studentId><firstName>Amelia   </firstName><lastName>Okafor</lastName><preferredFirstName>Millie</preferredFirstName>
                    <preferredLastName>Okafor</preferredLastName><genderCode>F</genderCode><dateOfBirth>2012-03-04T00:00:00</dateOfBirth>
                    <studentEmail>millie@school.example</studentEmail><upn>h801200001001</upn><admissionNumber>000101</admissionNumber><yearGroup>7</yearGroup>
                    <tutorGroupName>7A</tutorGroupName><enrolmentStateName>C</enrolmentStateName><enrolmentStartDate>2023-09-04T00:00:00</enrolmentStartDate>
                    <extra><a>1</a></extra><contact1Name>Mrs Grace Okafor</contact1Name><contact1Email>grace@home.example</contact1Email>
                    <contact1Relationship>Mother</contact1Relationship><contact1ParentalResponsibility>Yes</contact1ParentalResponsibility>
                    <contact2Name>Mr J A O'Hara</contact2Name><contact2Relationship>Carer</contact2Relationship><contact2ParentalResponsibility>No</contact2ParentalResponsibility>
                    <contact3Name/>
                  </Table>
                </NewDataSet>
              </Entity>
              <Entity name="Staff" rows="1"><NewDataSet><Table><staffId>9</staffId><firstName>Jo</firstName><lastName>Lee &amp; Co</lastName></Table></NewDataSet></Entity>
            </GenericApi>
            """));

        Assert.Equal(json.Where(i => i is not ReportEnd), xml.Where(i => i is not ReportEnd));
        Assert.Equal([true, true, true], xml.OfType<ReportEnd>().Select(e => e.Complete));
    }

    [Theory]
    [InlineData("\"rows\":2,", MisErrorCodes.CountMismatch)]
    [InlineData("\"rows\":0,", MisErrorCodes.CountMismatch)]
    [InlineData("", MisErrorCodes.CountMismatch)]
    public void Read_RowsAreNotAsManyAsDeclared_IsNotComplete(string declared, string reason)
    {
        var items = Read(Encoding.UTF8.GetBytes($$"""{{Head}}{"entity":"StudentFlatView",{{declared}}"data":[{{Pupil}}]}]}"""));

        Assert.Equal((false, reason), items.End(Report.Students));
    }

    [Fact]
    public void Read_NoRows_IsEmptyAndNotComplete()
    {
        Assert.Equal((false, MisErrorCodes.ReportEmpty), Read(Entity("StudentFlatView")).End(Report.Students));
        Assert.Empty(Read());
    }

    [Fact]
    public void Read_SameIdTwice_IsRejectedOnce()
    {
        var items = Read(Entity("StudentFlatView", Pupil, Pupil));

        Assert.Equal((Report.Students, MisErrorCodes.RowDuplicateId), items.OfType<RejectedRow>().Select(r => (r.Report, r.Rule)).Single());
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public void Read_BadRows_AreRejectedAndTheRestGoesOn()
    {
        var items = Read(Entity(
            "StudentFlatView",
            Pupil.Replace("101", "1", StringComparison.Ordinal).Replace("2012-03-04", "04.03.2012", StringComparison.Ordinal),
            Pupil.Replace("101", "2", StringComparison.Ordinal).Replace("2012-03-04", "1900-01-01", StringComparison.Ordinal),
            Pupil.Replace("101", "3", StringComparison.Ordinal).Replace("Amelia", "A\\u0007B", StringComparison.Ordinal),
            Pupil.Replace("101", "4", StringComparison.Ordinal).Replace("Amelia", new string('x', 300), StringComparison.Ordinal),
            Pupil.Replace("101", "5", StringComparison.Ordinal).Replace("Amelia", new string('x', 5000), StringComparison.Ordinal),
            Pupil));

        Assert.Equal(
            [
                ("1", "DateOfBirth", MisErrorCodes.RowBadDate), ("2", "DateOfBirth", MisErrorCodes.RowMissingValue), ("3", "LegalFirstName", MisErrorCodes.RowControlCharacter),
                ("4", "LegalFirstName", MisErrorCodes.RowTooLong), ("5", "LegalFirstName", MisErrorCodes.RowTooLong),
            ],
            items.OfType<RejectedRow>().Where(r => r.Report == Report.Students).Select(r => (r.MisId!, r.Field, r.Rule)));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public void Read_RowWithoutId_CannotSayWhoIsAbsent() =>
        Assert.Equal((false, MisErrorCodes.ReportUnidentifiedRow), Read(Entity("StudentFlatView", Pupil, Pupil.Replace("\"studentId\":101", "\"studentId\":null", StringComparison.Ordinal))).End(Report.Students));

    [Theory]
    [InlineData("{}", MisErrorCodes.ExportMalformed)]
    [InlineData("{\"data\":[]}", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":2,\"entities\":[]}", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":1,\"entities\":[]} x", MisErrorCodes.ExportMalformed)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":1,\"entities\":[{\"data\":[]}]}", MisErrorCodes.ExportMalformed)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":1,\"entities\":[{\"entity\":\"Nothing\",\"rows\":0,\"data\":[]}]}", MisErrorCodes.ExportUnknownReport)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":1,\"entities\":[{\"entity\":\"Staff\",\"rows\":0,\"data\":[]},{\"entity\":\"staff\",\"rows\":0,\"data\":[]}]}", MisErrorCodes.ExportDuplicateReport)]
    [InlineData("{\"format\":\"uso-generic-api\",\"version\":1,\"entities\":[{\"entity\":\"Staff\",\"rows\":1,\"data\":[7]}]}", MisErrorCodes.ExportMalformed)]
    [InlineData("<GenericApi version=\"1\"/>", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("<Other/>", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("<!DOCTYPE x><GenericApi format=\"uso-generic-api\" version=\"1\"/>", MisErrorCodes.ExportDtd)]
    [InlineData("<GenericApi format=\"uso-generic-api\" version=\"1\"><Row/></GenericApi>", MisErrorCodes.ExportMalformed)]
    [InlineData("<GenericApi format=\"uso-generic-api\" version=\"1\"><Entity name=\"Staff\" rows=\"1\"><Row/></Entity></GenericApi>", MisErrorCodes.ExportMalformed)]
    [InlineData("", MisErrorCodes.ExportEmpty)]
    [InlineData("  ", MisErrorCodes.ExportEmpty)]
    public void Read_AnotherDocument_IsRefused(string text, string code) =>
        Assert.Equal(code, Assert.Throws<MisExportException>(() => Read(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void Read_NotUtf8_IsRefused()
    {
        var bytes = Document(Entity("StudentFlatView", Pupil));
        bytes[bytes.AsSpan().IndexOf("Amelia"u8)] = 0xFF;

        Assert.Equal(MisErrorCodes.ExportEncoding, Assert.Throws<MisExportException>(() => Read(bytes)).Code);
    }

    [Fact]
    public void Read_CutAnywhere_IsRefused()
    {
        var json = Document(Entity("StudentFlatView", Pupil), Entity("Staff", """{"staffId":9,"firstName":"Jo","lastName":"Lee"}"""));
        for (var length = 1; length < json.Length; length++)
        {
            Assert.Equal((length, MisErrorCodes.ExportTruncated), (length, Assert.Throws<MisExportException>(() => Read(json[..length])).Code));
        }
    }

    [Fact]
    public void Read_RowsAcrossManyBuffers_AreAllRead()
    {
        var rows = Enumerable.Range(1, 3000).Select(i => Pupil.Replace("101", $"{i}", StringComparison.Ordinal)).ToArray();
        var items = Read(Entity("StudentFlatView", rows));

        Assert.Equal(Enumerable.Range(1, 3000).Select(i => $"{i}"), items.OfType<ExtractPerson>().Where(p => p.Kind == PersonKind.Pupil).Select(p => p.MisId));
        Assert.Equal((true, null), items.End(Report.Students));
    }

    [Fact]
    public void Read_OptOutsAndAccepted_AreHonoured()
    {
        var settings = new ReadSettings
        {
            Accepted = new HashSet<Report> { Report.Students },
            OptOuts = new HashSet<(Report, string)> { (Report.Students, "Email"), (Report.Students, "LegalLastName") },
        };
        var items = Mis.Read(new MemoryStream(Document(Entity("StudentFlatView", Pupil))), null, settings).ToList();

        Assert.All(items, i => Assert.Equal(Report.Students, i.Report));
        Assert.Equal((null, "Okafor"), items.OfType<ExtractPerson>().Select(p => (p.Email, p.LegalLastName)).Single());
        Assert.DoesNotContain("Email", items.OfType<ReportEnd>().Single().FieldsSeen);
    }

    private static string Entity(string name, params string[] rows) => $$"""{"entity":"{{name}}","rows":{{rows.Length}},"data":[{{string.Join(',', rows)}}]}""";

    private static byte[] Document(params string[] entities) => Encoding.UTF8.GetBytes($"{Head}{string.Join(',', entities)}]}}");

    private static List<ExtractItem> Read(params string[] entities) => Read(Document(entities));

    private static List<ExtractItem> Read(byte[] document) => [.. Mis.Read(new MemoryStream(document), null, Everything)];
}
