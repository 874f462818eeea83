using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

public sealed class SimsRejectTests
{
    [Theory]
    [InlineData("LegalFirstName", "", MisErrorCodes.RowMissingValue, "empty")]
    [InlineData("LegalLastName", "", MisErrorCodes.RowMissingValue, "empty")]
    [InlineData("DateOfBirth", "", MisErrorCodes.RowMissingValue, "empty")]
    [InlineData("DateOfBirth", "tomorrow", MisErrorCodes.RowBadDate, "text")]
    [InlineData("DateOfBirth", "2011-02-29", MisErrorCodes.RowBadDate, "text")]
    [InlineData("DateOfBirth", "1899-12-30", MisErrorCodes.RowBadDate, "date")]
    [InlineData("DateOfBirth", "20120304", MisErrorCodes.RowBadDate, "number")]
    [InlineData("StartDate", "01/13/2020", MisErrorCodes.RowBadDate, "text")]
    [InlineData("LegalFirstName", "A\u0085B", MisErrorCodes.RowControlCharacter, "text")]
    [InlineData("Gender", "F\tM", MisErrorCodes.RowControlCharacter, "text")]
    public void Read_BadPupilRow_IsRejectedAndTheRestGoesOn(string field, string value, string rule, string valueClass)
    {
        Dictionary<string, string>[] rows = [Pupil("1"), Pupil("2", (field, value)), Pupil("3")];
        foreach (var items in new[] { Read(Xml(Report.Students, rows), "Students.xml"), Read(Csv(Report.Students, rows), "Students.csv") })
        {
            Assert.Equal(["1", "3"], items.OfType<ExtractPerson>().Select(p => p.MisId));
            var rejected = items.Rejected();
            Assert.Equal((field, rule, valueClass), (rejected.Field, rejected.Rule, rejected.ValueClass));
            Assert.Equal(("2", PersonKind.Pupil, 2), (rejected.MisId, rejected.Kind, rejected.Source.Row));
            Assert.Equal(3, items.End().Rows);
            Assert.True(items.End().Complete);
        }
    }

    [Fact]
    public void Read_OverLongValue_IsRejected()
    {
        foreach (var length in new[] { 257, 10_000 })
        {
            var row = Pupil("2", ("LegalFirstName", new string('x', length)));
            Assert.Equal(MisErrorCodes.RowTooLong, Read(Xml(Report.Students, row), "Students.xml").Rejected().Rule);
            Assert.Equal(MisErrorCodes.RowTooLong, Read(Csv(Report.Students, row), "Students.csv").Rejected().Rule);
        }
    }

    [Fact]
    public void Read_BadUpn_IsNotRejected() =>
        Assert.Equal("NOT A UPN", Read(Xml(Report.Students, Pupil("1", ("Upn", "not a upn"))), "Students.xml").OfType<ExtractPerson>().Single().Upn);

    [Fact]
    public void Read_StaffWithoutBirthDate_IsNotRejected() => Assert.Empty(Read(Xml(Report.Staff, Staff()), "Staff.xml").OfType<RejectedRow>());

    [Fact]
    public void Read_DuplicateId_RejectsTheSecondRow()
    {
        var items = Read(Xml(Report.Students, Pupil("1"), Pupil("1", ("LegalFirstName", "Other")), Pupil("01")), "Students.xml");

        Assert.Equal(["1", "01"], items.OfType<ExtractPerson>().Select(p => p.MisId));
        Assert.Equal((MisErrorCodes.RowDuplicateId, "1", 2), (items.Rejected().Rule, items.Rejected().MisId, items.Rejected().Source.Row));
    }

    [Theory]
    [InlineData("55")]
    [InlineData("55,")]
    [InlineData("0,101")]
    [InlineData("1,2,3")]
    public void Read_BadMultipleId_IsRejected(string id) =>
        Assert.Equal((MisErrorCodes.RowBadValue, "MisId"), (Read(Xml(Report.Contacts, Contact(id)), "Contacts.xml").Rejected() is var r ? r.Rule : "", r.Field));

    [Theory]
    [InlineData("Priority", "first")]
    [InlineData("ParentalResponsibility", "perhaps")]
    public void Read_BadContactValue_IsRejected(string field, string value)
    {
        var rejected = Read(Xml(Report.Contacts, Contact("55,101", (field, value))), "Contacts.xml").Rejected();

        Assert.Equal((MisErrorCodes.RowBadValue, field, "55", PersonKind.Contact), (rejected.Rule, rejected.Field, rejected.MisId, rejected.Kind));
    }

    [Fact]
    public void Read_UnknownMemberType_IsRejected() =>
        Assert.Equal("MemberKind", Read(Xml(Report.GroupsAndClasses, Group("7,1", ("MemberKind", "Robot"))), "GroupsAndClasses.xml").Rejected().Field);

    [Fact]
    public void Read_NestedElementInColumn_IsRejected()
    {
        var xml = Utf8("<SuperStarReport><Record><primary_id>1</primary_id><Forename>A<b>c</b></Forename></Record></SuperStarReport>");

        Assert.Equal((MisErrorCodes.RowBadValue, "1"), (Read(xml, "Staff.xml").Rejected() is var r ? r.Rule : "", r.MisId));
    }

    [Fact]
    public void Read_RowWithoutId_MakesTheReportIncomplete()
    {
        var items = Read(Xml(Report.Students, Pupil("1"), Pupil("")), "Students.xml");

        Assert.Equal("MisId", items.Rejected().Field);
        Assert.Equal((false, MisErrorCodes.ReportUnidentifiedRow), (items.End().Complete, items.End().Reason));
    }

    [Fact]
    public void Read_ReportWithoutRecords_IsNotComplete()
    {
        foreach (var items in new[]
        {
            Read(Xml(Report.Students), "Students.xml"), Read(Csv(Report.Students), "Students.csv"), Read(Utf8("<SuperStarReport/>"), "Students.xml"),
        })
        {
            Assert.Equal((false, MisErrorCodes.ReportEmpty, 0), (items.End().Complete, items.End().Reason, items.End().Rows));
        }
    }

    [Fact]
    public void Read_CsvWithoutLastNewLine_IsNotComplete()
    {
        var csv = Csv(Report.Students, Pupil("1"), Pupil("2"))[..^2];

        Assert.Equal((false, MisErrorCodes.ReportTruncated), (Read(csv, "Students.csv").End() is var e && e.Complete, e.Reason));
    }

    [Fact]
    public void Read_CsvRowOfOtherWidth_IsRejectedAndNotComplete()
    {
        var items = Read([.. Csv(Report.Students, Pupil("1")), .. "2,x\r\n"u8], "Students.csv");

        Assert.Equal((MisErrorCodes.RowColumnCount, "2"), (items.Rejected().Rule, items.Rejected().MisId));
        Assert.Equal((false, MisErrorCodes.ReportTruncated), (items.End().Complete, items.End().Reason));
    }
}
