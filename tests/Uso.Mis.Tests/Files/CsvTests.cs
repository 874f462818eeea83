using System.Text;
using Uso.Mis.PlainCsv;

namespace Uso.Mis.Tests.Files;

/// <summary>Plain CSV: mapping, encodings, dates, and what proves that a file is whole.</summary>
public sealed class CsvTests
{
    private const string Mapping =
        """
        {"separator": ";", "dates": "d/M/yyyy", "trailer": "Total",
         "reports": {"Students": {"file": "pupils", "columns": {"MisId": "No", "LegalFirstName": "Forename", "LegalLastName": "Surname", "DateOfBirth": "Born", "YearGroup": "Year"}}}}
        """;

    private const int Many = 40_000;

    private static readonly CsvMis Mis = new();

    private static string Code(Action act) => Assert.Throws<MisExportException>(act).Code;

    private static List<ExtractItem> Read(byte[] file, string name, string? mapping = null) =>
    [
        .. Mis.Read(new MemoryStream(file), name, new ReadSettings { Accepted = Enum.GetValues<Report>().ToHashSet(), Values = Values(mapping) }),
    ];

    private static List<ExtractItem> Read(string file, string? mapping = null, string name = "Students.csv") => Read(Encoding.UTF8.GetBytes(file), name, mapping);

    private static Dictionary<string, string> Values(string? mapping) => mapping is null ? [] : new() { ["mapping"] = mapping };

    private static string Long(string last)
    {
        var file = new StringBuilder("MisId,LegalFirstName,LegalLastName,DateOfBirth\n");
        for (var i = 0; i < Many; i++)
        {
            file.Append(i).Append(",Zoë,").Append(last).Append(",2015-02-01\n");
        }

        return file.Append("END,").Append(Many).Append('\n').ToString();
    }

    private static ReportEnd End(List<ExtractItem> items) => items.OfType<ReportEnd>().Single();

    [Fact]
    public void Mapping_OfTheSchool_NamesFileColumnsDatesAndTrailer()
    {
        var items = Read("No;Forename;Surname;Born;Year;Shoes\n7;Ada;Okafor;1/2/2015;Year 5;34\nTotal;1;;;;\n", Mapping, "Pupils 2026-09-07.csv");

        var pupil = Assert.Single(items.OfType<ExtractPerson>());
        Assert.Equal(("7", "Ada", "Okafor", new DateOnly(2015, 2, 1), "Year 5"), (pupil.MisId, pupil.LegalFirstName, pupil.LegalLastName, pupil.DateOfBirth!.Value, pupil.YearGroup));
        Assert.Equal((true, 1), (End(items).Complete, End(items).Rows));
    }

    [Fact]
    public void Dates_OfAnotherFormatThanTheMapping_AreNotGuessed()
    {
        var american = Mapping.Replace("d/M/yyyy", "MM/dd/yyyy", StringComparison.Ordinal);

        var items = Read("No;Forename;Surname;Born;Year\n7;Ada;Okafor;13/02/2015;\n8;Bo;Lee;02/13/2015;\nTotal;2\n", american, "pupils.csv");

        Assert.Equal(("DateOfBirth", MisErrorCodes.RowBadDate, "7"), items.OfType<RejectedRow>().Select(row => (row.Field, row.Rule, row.MisId!)).Single());
        Assert.Equal(new DateOnly(2015, 2, 13), items.OfType<ExtractPerson>().Single().DateOfBirth);
    }

    [Theory]
    [InlineData("{", "not the JSON")]
    [InlineData("""{"colour": "red"}""", "not the JSON")]
    [InlineData("""{"separator": "x"}""", "separator")]
    [InlineData("""{"encoding": "ebcdic"}""", "encoding")]
    [InlineData("""{"dates": "whatever"}""", "dates")]
    [InlineData("""{"reports": {"Pupils": {}}}""", "report that there is not")]
    [InlineData("""{"reports": {"Students": {"file": "all"}, "Staff": {"file": "All "}}}""", "same file")]
    [InlineData("""{"reports": {"Students": {"columns": {"Shoes": "S"}}}}""", "does not have")]
    [InlineData("""{"reports": {"Students": {"columns": {"MisId": "A", "LegalFirstName": "B", "LegalLastName": "C"}}}}""", "Students.DateOfBirth")]
    [InlineData("""{"reports": {"Students": {"columns": {"MisId": "A", "LegalFirstName": "B", "LegalLastName": "b", "DateOfBirth": "D"}}}}""", "same column")]
    public void Mapping_ThatCannotBeUsed_IsRefusedBeforeItIsSaved(string mapping, string says)
    {
        var refusal = Assert.Throws<MisExportException>(() => Mis.CheckSettings(Values(mapping)));

        Assert.Equal(MisErrorCodes.CsvBadMapping, refusal.Code);
        Assert.Contains(says, refusal.Message);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Encoding_IsFound(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = "MisId,LegalFirstName,LegalLastName,DateOfBirth\r\n1,Zoë,Núñez,2015-02-01\r\nEND,1\r\n";

        var pupil = Assert.Single(Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "Students.csv").OfType<ExtractPerson>());

        Assert.Equal(("Zoë", "Núñez"), (pupil.LegalFirstName, pupil.LegalLastName));
    }

    // Longer than what is held: read as a stream.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public void Encoding_OfALongFile_IsFoundAcrossTheEdgesOfParts(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var last = name == "windows-1252" ? "Müllerová" : "Ťěšínská";
        var encoding = Encoding.GetEncoding(name);

        var items = Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Long(last))], "Students.csv");

        Assert.Equal(Many, items.OfType<ExtractPerson>().Count(person => person.LegalLastName == last && person.LegalFirstName == "Zoë"));
        Assert.Equal(Many, items.OfType<ExtractPerson>().Last().Source.Row);
        Assert.True(End(items).Complete);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC3, 0x28, 0x0A })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80, 0x0A })]
    public void Encoding_OfALongFileThatIsNotTheMappings_IsRefused(byte[] end) => Assert.Equal(
        MisErrorCodes.ExportEncoding,
        Code(() => Read([.. Encoding.UTF8.GetBytes(Long("Ťěšínská")), .. end], "Students.csv", """{"encoding": "utf-8"}""")));

    [Fact]
    public void Values_OfManyColumns_AreHeldToTheirRulesInAnyAlphabet()
    {
        var items = Read(string.Concat(
            "MisId,LegalFirstName,LegalLastName,DateOfBirth,Gender,YearGroup\n",
            "ä1,  Zoë   Ann ,\u00A0Ťěšínská\u00A0,2015-02-01,F,Year  7\n",
            "ä1,Ada,Lee,2015-02-01,F,Year  7\n",
            "3,Ada,Lee,2015-02-30,F,Year 7\n",
            $"4,{new string('é', 300)},Lee,2015-02-01,F,Year 7\n",
            $"5,{new string('a', 5000)},Lee,2015-02-01,F,Year 7\n",
            "6,A\u0001da,Lee,2015-02-01,F,Year 7\n",
            "7,\"Ada \"\"A\"\"\",Lee,2015-02-01,F,Year 7\n",
            "8,Ada\"x,Lee,2015-02-01,F,Year 7\n",
            "END,8\n"));

        var people = items.OfType<ExtractPerson>().ToList();
        Assert.Equal([("ä1", "Zoë Ann", "Ťěšínská", "Year 7"), ("7", "Ada \"A\"", "Lee", "Year 7")], people.Select(p => (p.MisId, p.LegalFirstName, p.LegalLastName, p.YearGroup!)));
        Assert.Equal(
            [
                (2, MisErrorCodes.RowDuplicateId), (3, MisErrorCodes.RowBadDate), (4, MisErrorCodes.RowTooLong), (5, MisErrorCodes.RowTooLong), (6, MisErrorCodes.RowControlCharacter),
                (8, MisErrorCodes.RowBadValue),
            ],
            items.OfType<RejectedRow>().Select(row => (row.Source.Row, row.Rule)));
    }

    [Fact]
    public void Encoding_ThatTheMappingSays_IsHeldTo() => Assert.Equal(
        MisErrorCodes.ExportEncoding,
        Code(() => Read(Encoding.Latin1.GetBytes("MisId,LegalFirstName,LegalLastName,DateOfBirth\n1,Zoë,Lee,2015-02-01\nEND,1\n"), "Students.csv", """{"encoding": "utf-8"}""")));

    [Theory]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,1\n", null)]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,1,,\n,,,\n\n", null)]
    [InlineData("1,Ada,Lee,2015-02-01\n", MisErrorCodes.ReportTruncated)]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,1", MisErrorCodes.ReportTruncated)]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,\n", MisErrorCodes.ReportTruncated)]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,2\n", MisErrorCodes.CountMismatch)]
    [InlineData("1,Ada,Lee,2015-02-01\nEND,1\n2,Bo,Lee,2015-02-01\n", MisErrorCodes.ReportTruncated)]
    [InlineData("1,Ada,Lee,2015-02-01\n2,Bo\nEND,2\n", MisErrorCodes.ReportTruncated)]
    [InlineData(",Ada,Lee,2015-02-01\nEND,1\n", MisErrorCodes.ReportUnidentifiedRow)]
    [InlineData("END,0\n", MisErrorCodes.ReportEmpty)]
    public void LastLine_ProvesThatTheFileIsWhole(string rows, string? reason)
    {
        var end = End(Read("MisId,LegalFirstName,LegalLastName,DateOfBirth\n" + rows));

        Assert.Equal((reason is null, reason), (end.Complete, end.Reason));
    }

    [Fact]
    public void WithoutALastLine_AbsenceNeverCounts() =>
        Assert.Equal(MisErrorCodes.ReportUnproven, End(Read("MisId,LegalFirstName,LegalLastName,DateOfBirth\n1,Ada,Lee,2015-02-01\n", """{"trailer": ""}""")).Reason);

    [Theory]
    [InlineData("", MisErrorCodes.ExportEmpty)]
    [InlineData("MisId,LegalFirstName\n", MisErrorCodes.ExportMissingColumn)]
    [InlineData("<Students/>", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("MisId,LegalFirstName,LegalLastName,DateOfBirth\n1,\"Ada", MisErrorCodes.ExportTruncated)]
    public void File_ThatIsNoSuchFile_IsRefusedWhole(string file, string code) => Assert.Equal(code, Code(() => Read(file)));

    [Fact]
    public void File_OfAnUnknownName_IsRefused() => Assert.Equal(MisErrorCodes.ExportUnknownReport, Code(() => Mis.Inspect(new MemoryStream("a,b\n"u8.ToArray()), "lunch.csv")));

    [Fact]
    public void Contacts_OfTwoPupils_AreOnePersonWithTwoLinks()
    {
        var items = Read("MisId,PupilMisId,LegalFirstName,LegalLastName,Relationship,ParentalResponsibility\nc,1,Jo,Lee,Mother,Y\nc,2,Jo,Lee,Carer,N\nEND,2\n", name: "Contacts.csv");

        Assert.Single(items.OfType<ExtractPerson>());
        Assert.Equal([("c", "1", true), ("c", "2", false)], items.OfType<ExtractContactLink>().Select(link => (link.ContactMisId, link.PupilMisId, link.ParentalResponsibility)));
        Assert.True(End(items).Complete);
    }

    [Fact]
    public void Preview_ShowsTheFirstRowsAndWhatIsNotMapped()
    {
        var file = "No;Forename;Surname;Born;Year;Shoes\n7;Ada;Okafor;1/2/2015;Year 5;34\n8;Bo;;2/2/2015;;\n9;Cy;Lee;3/2/2015;;\n10;Di;\"cut"u8;

        var preview = Mis.Preview(new MemoryStream(file.ToArray()), "pupils.csv", Values(Mapping), 2);

        Assert.Equal((Report.Students, "Shoes"), (preview.Report, preview.NotMapped.Single()));
        Assert.Equal(["7"], preview.Items.OfType<ExtractPerson>().Select(person => person.MisId));
        Assert.Equal(["LegalLastName"], preview.Items.OfType<RejectedRow>().Select(row => row.Field));
    }
}
