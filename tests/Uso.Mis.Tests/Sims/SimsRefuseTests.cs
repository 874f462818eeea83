using System.Text;
using Uso.Mis.Sims;
using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

public sealed class SimsRefuseTests
{
    private const string OnePupil =
        "<SuperStarReport><Record><primary_id>1</primary_id><Forename>Zoë</Forename><Legal_x0020_Surname>Lee</Legal_x0020_Surname><DOB>2012-01-01</DOB></Record></SuperStarReport>";

    [Theory]
    [InlineData("", MisErrorCodes.ExportEmpty)]
    [InlineData(" \r\n ", MisErrorCodes.ExportEmpty)]
    [InlineData("\uFEFF", MisErrorCodes.ExportEmpty)]
    [InlineData("<CommandReporterError><Message>x</Message></CommandReporterError>", MisErrorCodes.ExportErrorFile)]
    [InlineData("<SuperStarReport><CommandReporterError>x</CommandReporterError></SuperStarReport>", MisErrorCodes.ExportErrorFile)]
    [InlineData("<SuperStarReport><Record><primary_id>1</primary_id></Record>", MisErrorCodes.ExportTruncated)]
    [InlineData("<?xml version=\"1.0\"?>", MisErrorCodes.ExportTruncated)]
    [InlineData("<SuperStarReport><Record></Wrong></SuperStarReport>", MisErrorCodes.ExportMalformed)]
    [InlineData("<SuperStarReport></SuperStarReport><SuperStarReport></SuperStarReport>", MisErrorCodes.ExportMalformed)]
    [InlineData("<!DOCTYPE x><SuperStarReport/>", MisErrorCodes.ExportDtd)]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaa\">]><SuperStarReport><Record><primary_id>&a;</primary_id></Record></SuperStarReport>", MisErrorCodes.ExportDtd)]
    [InlineData("<SuperStarReport><Record><primary_id>&a;</primary_id></Record></SuperStarReport>", MisErrorCodes.ExportDtd)]
    [InlineData("<html><body>Log in</body></html>", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("just text", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("a\0b", MisErrorCodes.ExportUnknownFormat)]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><SuperStarReport/>", MisErrorCodes.ExportEncoding)]
    [InlineData("<?xml version=\"1.0\" encoding=\"shift_jis\"?><SuperStarReport/>", MisErrorCodes.ExportEncoding)]
    public void Read_BadXml_IsRefused(string text, string code) => Assert.Equal(code, RefusalOf(Utf8(text), "Students.xml"));

    [Fact]
    public void Read_EncodingsThatAreDeclaredOrMarked_AreRead()
    {
        byte[][] files =
        [
            Utf8(OnePupil),
            [.. Encoding.UTF8.Preamble, .. Utf8(OnePupil)],
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + OnePupil)],
            [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(OnePupil)],
            Encoding.Latin1.GetBytes("<?xml version='1.0' encoding='Windows-1252'?>" + OnePupil),
        ];

        Assert.All(files, file => Assert.Equal("Zoë", Read(file, "Students.xml").OfType<ExtractPerson>().Single().LegalFirstName));
    }

    [Fact]
    public void Read_BytesThatAreNotText_AreRefused()
    {
        var latin = Encoding.Latin1.GetBytes(OnePupil);
        Assert.Equal(MisErrorCodes.ExportEncoding, RefusalOf(latin, "Students.xml"));
        Assert.Equal(MisErrorCodes.ExportEncoding, RefusalOf(Encoding.Unicode.GetBytes(OnePupil), "Students.xml"));
        Assert.Equal(MisErrorCodes.ExportEncoding, RefusalOf([.. Encoding.UTF8.Preamble, .. Utf8("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + OnePupil)], "Students.xml"));
        var csv = Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(Csv(Report.Students, Pupil("1", ("LegalFirstName", "Zoë")))));
        Assert.Equal(MisErrorCodes.ExportEncoding, RefusalOf(csv, "Students.csv"));
    }

    [Fact]
    public void Read_Csv_IsReadWithByteOrderMark()
    {
        var csv = Encoding.UTF8.GetString(Csv(Report.Students, Pupil("1")));
        Assert.Single(Read([.. Encoding.UTF8.Preamble, .. Utf8(csv)], "Students.csv").OfType<ExtractPerson>());
        Assert.Single(Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(csv)], "Students.csv").OfType<ExtractPerson>());
    }

    [Fact]
    public void Read_CsvUnterminatedQuote_IsRefused()
    {
        var csv = Csv(Report.Students, Pupil("1"));
        Assert.Equal(MisErrorCodes.ExportTruncated, RefusalOf([.. csv, .. "2,\"abc\r\n"u8], "Students.csv"));
        Assert.Equal(MisErrorCodes.ExportTruncated, RefusalOf([.. csv, .. "2,\""u8, .. new byte[400_000].Select(_ => (byte)'x')], "Students.csv"));
    }

    [Fact]
    public void Read_CsvWithoutMandatoryColumn_IsRefused() =>
        Assert.Equal(MisErrorCodes.ExportMissingColumn, RefusalOf(Utf8("primary_id,Forename\r\n1,Ann\r\n"), "Students.csv"));

    [Fact]
    public void Read_ErrorFileNamedCsv_IsRefusedAsError() =>
        Assert.Equal(MisErrorCodes.ExportErrorFile, RefusalOf(Utf8("<CommandReporterError>x</CommandReporterError>"), "Students.csv"));

    [Theory]
    [InlineData(null)]
    [InlineData("Pupils.xml")]
    public void Read_NameThatSaysNothing_IsRefused(string? name) => Assert.Equal(MisErrorCodes.ExportUnknownReport, RefusalOf(Utf8(OnePupil), name));

    [Fact]
    public void Read_RecordWithoutEnd_IsRefusedBeforeItIsHeld()
    {
        var xml = Utf8("<SuperStarReport><Record><Forename>" + new string('x', 6_000_000) + "</Forename></Record></SuperStarReport>");
        Assert.Equal(MisErrorCodes.ExportMalformed, RefusalOf(xml, "Students.xml"));
    }

    [Fact]
    public void Read_TruncatedXml_IsNeverComplete()
    {
        var xml = Xml(Report.Students, Enumerable.Range(1, 12).Select(i => Pupil($"{i}", ("LegalFirstName", "Zoë & Co"))));
        var end = Encoding.UTF8.GetString(xml).LastIndexOf('>');
        end = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(xml)[..end]);
        for (var length = 0; length <= end; length += 3)
        {
            Assert.Throws<MisExportException>(() => Read(xml[..length], "Students.xml"));
        }
    }

    [Fact]
    public void Inspect_SeesWhatReadRefuses_AndKeepsTheStreamOpen()
    {
        var mis = new SimsMis();
        Assert.Equal(MisErrorCodes.ExportEmpty, Assert.Throws<MisExportException>(() => mis.Inspect(new MemoryStream(), "Students.xml")).Code);
        Assert.Equal(MisErrorCodes.ExportErrorFile, Assert.Throws<MisExportException>(() => mis.Inspect(new MemoryStream(Utf8("<CommandReporterError/>")), "Students.xml")).Code);
        using var good = new MemoryStream(Zip(("Students.xml", Utf8(OnePupil)), ("Staff.csv", Csv(Report.Staff, Staff()))));
        mis.Inspect(good, "x.zip");
        Assert.Equal(4, mis.Read(good, "x.zip", Everything).Count());
        Assert.True(good.CanRead);
    }
}
