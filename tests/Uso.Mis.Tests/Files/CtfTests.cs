using System.Text;
using Uso.Mis.Ctf;

namespace Uso.Mis.Tests.Files;

/// <summary>The Common Transfer File.</summary>
public sealed class CtfTests
{
    private const string Pupil = "<Pupil><UPN>h801200001001</UPN><Surname>Okafor</Surname><Forename>Amelia</Forename><DOB>2015-02-01</DOB><Gender>F</Gender></Pupil>";

    private static string File(string pupils, string more = "") =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>24.0</CTFversion>
        <SourceSchool><LEA>899</LEA><Estab>4001</Estab><SchoolName>Fictional</SchoolName><AcademicYear>2026</AcademicYear></SourceSchool>{more}</Header>
        <CTFpupilData>{pupils}</CTFpupilData></CTfile>
        """;

    private static CtfFile Read(string file) => CtfFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)));

    private static string Code(string file) => Assert.Throws<MisExportException>(() => Read(file)).Code;

    [Fact]
    public void Pupils_AndSchools_AreRead()
    {
        var ctf = Read(File(
            Pupil + "<Pupil><Surname>Lee</Surname><Forename>Bo</Forename><DOB>2014-03-04</DOB><BasicDetails><PreferredForename>Bobby</PreferredForename></BasicDetails></Pupil>",
            "<DestSchool><LEA>899</LEA><Estab>4002</Estab></DestSchool>"));

        Assert.Equal((new CtfSchool("899", "4001", "Fictional"), new CtfSchool("899", "4002", null)), (ctf.Source, ctf.Destination));
        Assert.Equal(
            [
                new CtfPupil { Row = 1, Upn = "H801200001001", Surname = "Okafor", Forename = "Amelia", DateOfBirth = new DateOnly(2015, 2, 1) },
                new CtfPupil { Row = 2, Surname = "Lee", Forename = "Bo", PreferredForename = "Bobby", DateOfBirth = new DateOnly(2014, 3, 4) },
            ],
            ctf.Pupils);
    }

    [Fact]
    public void Destination_ThatTheSenderDoesNotKnow_IsNoSchool() =>
        Assert.Equal(new CtfSchool(null, null, null), Read(File(Pupil, "<DestSchool><LEA>XXX</LEA><Estab>XXXX</Estab></DestSchool>")).Destination);

    [Theory]
    [InlineData("<Surname>A</Surname>", "", "Surname", MisErrorCodes.RowMissingValue)]
    [InlineData("<DOB>2015-02-01</DOB>", "", "DOB", MisErrorCodes.RowMissingValue)]
    [InlineData("<DOB>2015-02-01</DOB>", "<DOB>2015-02-30</DOB>", "DOB", MisErrorCodes.RowBadDate)]
    public void Pupil_WhoCannotBeUsed_SaysWhy(string old, string changed, string field, string rule)
    {
        var pupil = Read(File("<Pupil><Surname>A</Surname><Forename>B</Forename><DOB>2015-02-01</DOB></Pupil>".Replace(old, changed, StringComparison.Ordinal))).Pupils.Single();

        Assert.Equal((field, rule), (pupil.Field!, pupil.Rule!));
    }

    [Fact]
    public void File_ThatIsHostileOrNone_IsRefused()
    {
        Assert.Equal(MisErrorCodes.ExportEmpty, Code(""));
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code("UPN,Surname\n"));
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code("<School/>"));
        Assert.Equal(MisErrorCodes.ExportTruncated, Code(File(Pupil)[..^20]));
        Assert.Equal(MisErrorCodes.ExportDtd, Code(File(Pupil).Replace("<CTfile>", "<!DOCTYPE CTfile [<!ENTITY x \"y\">]><CTfile>", StringComparison.Ordinal)));
        Assert.Equal(MisErrorCodes.ArchiveBomb, Code(File(new string(' ', CtfFile.MaxBytes))));
    }
}
