using System.Text;
using Uso.Mis.Gias;

namespace Uso.Mis.Tests.Files;

/// <summary>The national register's lists.</summary>
public sealed class GiasTests
{
    private const string Header = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name)\n";

    private static List<GiasRow> Read(string file, Encoding? encoding = null) => [.. GiasFile.Read(new MemoryStream((encoding ?? Encoding.UTF8).GetBytes(file)))];

    [Theory]
    [InlineData("01-09-2012")]
    [InlineData("01/09/2012")]
    public void School_IsReadByTheNamesOfItsColumns(string opened)
    {
        var school = Read($"{Header}100123,899,Fiction,4001,\"St Zoë's, North\",Open,{opened},,Primary\n").Single().School!;

        Assert.Equal(
            new GiasSchool { Urn = "100123", LaCode = "899", EstablishmentNumber = "4001", Name = "St Zoë's, North", Phase = "Primary", Status = "Open", OpenedOn = new DateOnly(2012, 9, 1) },
            school);
    }

    [Fact]
    public void Windows1252_IsFoundByItself()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Assert.Equal("Ysgol Tŷ’r", Read(Header + "100123,899,,4001,Ysgol Tŷ’r,Open,,,\n").Single().School!.Name);
        Assert.Equal("St Zoë’s", Read(Header + "100123,899,,4001,St Zoë’s,Open,,,\n", Encoding.GetEncoding(1252)).Single().School!.Name);
    }

    [Theory]
    [InlineData("10012,899,,4001,A,,,,", "URN", MisErrorCodes.RowBadValue)]
    [InlineData("100123,89A,,4001,A,,,,", "LA (code)", MisErrorCodes.RowBadValue)]
    [InlineData("100123,899,,,A,,,,", "EstablishmentNumber", MisErrorCodes.RowMissingValue)]
    [InlineData("100123,899,,4001,,,,,", "EstablishmentName", MisErrorCodes.RowMissingValue)]
    [InlineData("100123,899", "URN", MisErrorCodes.RowColumnCount)]
    public void BadRow_StopsNothing(string row, string field, string rule)
    {
        var rows = Read($"{Header}{row}\n100124,899,,4002,Good,Open,,,\n");

        Assert.Equal((1, field, rule), (rows[0].Row, rows[0].Field!, rows[0].Rule!));
        Assert.Equal("100124", rows[1].School!.Urn);
    }

    [Fact]
    public void Links_AreReadFromTheListOfLinks() => Assert.Equal(
        new GiasLink("100123", "100456", "Successor", new DateOnly(2024, 9, 1)),
        Read("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n100123,100456,New Academy,Successor,01-09-2024\n").Single().Link);

    [Fact]
    public void AnotherList_IsRefused() => Assert.Equal(MisErrorCodes.ExportMissingColumn, Assert.Throws<MisExportException>(() => Read("urn,name\n1,A\n")).Code);

    /// <summary>A register of sixty synthetic schools with its 140 columns, read from where the samples are.</summary>
    [Fact]
    public void SyntheticRegister_IsReadWhole()
    {
        using var file = File.OpenRead(Path.Combine(Samples.Folder("gias"), "education-benchmarking__gias-synthetic-2024.csv"));

        var rows = GiasFile.Read(file).ToList();

        Assert.Equal(60, rows.Count(row => row.School is not null) + rows.Count(row => row.Rule is not null));
        Assert.Equal(("130000", "100", "1000", "Secondary", "Open", new DateOnly(1993, 5, 29)), rows[0].School is { } s ? (s.Urn, s.LaCode, s.EstablishmentNumber, s.Phase!, s.Status!, s.OpenedOn!.Value) : default);
    }

    [Fact]
    public void ReducedExtract_IsRefusedByItsMissingColumn()
    {
        using var file = File.OpenRead(Path.Combine(Samples.Folder("gias"), "register-trainee-teachers__schools_gias.csv"));

        Assert.Equal(MisErrorCodes.ExportMissingColumn, Assert.Throws<MisExportException>(() => GiasFile.Read(file).ToList()).Code);
    }
}
