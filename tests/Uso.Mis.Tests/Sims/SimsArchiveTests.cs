using System.Text;
using Uso.Mis.Sims;
using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

public sealed class SimsArchiveTests
{
    private static readonly byte[] OnePupil = Xml(Report.Students, Pupil());

    [Theory]
    [InlineData("../Students.xml")]
    [InlineData("a/../../Students.xml")]
    [InlineData("/Students.xml")]
    [InlineData("C:/Students.xml")]
    [InlineData(@"a\Students.xml")]
    public void Read_EntryPathThatLeavesTheArchive_IsRefused(string name) => Assert.Equal(MisErrorCodes.ArchivePath, RefusalOf(Zip((name, OnePupil)), "x.zip"));

    [Fact]
    public void Read_EntryInFolder_IsRead() => Assert.Single(Read(Zip(("out/Students.xml", OnePupil)), "x.zip").OfType<ExtractPerson>());

    [Fact]
    public void Read_HighRatio_IsRefused() =>
        Assert.Equal(MisErrorCodes.ArchiveBomb, RefusalOf(Zip(("Students.xml", new byte[8 << 20])), "x.zip"));

    [Fact]
    public void Read_TooLargeUnpacked_IsRefused() =>
        Assert.Equal(MisErrorCodes.ArchiveBomb, RefusalOf(Zip(("Students.xml", OnePupil)), "x.zip", new SimsMis(limits: new MisLimits { MaxUnpackedBytes = 100 })));

    [Fact]
    public void Read_TooManyEntries_IsRefused() =>
        Assert.Equal(MisErrorCodes.ArchiveBomb, RefusalOf(Zip(Enumerable.Range(0, 65).Select(i => ($"{i}/Students.xml", OnePupil))), "x.zip"));

    [Fact]
    public void Read_NestedArchive_IsRefused()
    {
        var inner = Zip(("Students.xml", OnePupil));
        Assert.Equal(MisErrorCodes.ArchiveBomb, RefusalOf(Zip(("inner.zip", inner)), "x.zip"));
        Assert.Equal(MisErrorCodes.ArchiveBomb, RefusalOf(Zip(("Students.xml", inner)), "x.zip"));
    }

    [Fact]
    public void Read_SameReportTwice_IsRefused() =>
        Assert.Equal(MisErrorCodes.ExportDuplicateReport, RefusalOf(Zip(("Students.xml", OnePupil), ("students.csv", Csv(Report.Students, Pupil()))), "x.zip"));

    [Fact]
    public void Read_UnknownEntry_IsRefused() => Assert.Equal(MisErrorCodes.ExportUnknownReport, RefusalOf(Zip(("Pupils.xml", OnePupil)), "x.zip"));

    [Fact]
    public void Read_Spreadsheet_IsRefusedAsFormat() =>
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, RefusalOf(Zip(("[Content_Types].xml", OnePupil)), "Students.xlsx"));

    [Fact]
    public void Read_EmptyArchiveOrEntry_IsRefused()
    {
        Assert.Equal(MisErrorCodes.ExportEmpty, RefusalOf(Zip(), "x.zip"));
        Assert.Equal(MisErrorCodes.ExportEmpty, RefusalOf(Zip(("Students.xml", [])), "x.zip"));
    }

    [Fact]
    public void Read_ArchiveCutAnywhere_IsRefused()
    {
        var zip = Zip(("Students.xml", OnePupil), ("Staff.xml", Xml(Report.Staff, Staff())));
        for (var length = 4; length < zip.Length; length += 7)
        {
            Assert.Equal(MisErrorCodes.ExportTruncated, RefusalOf(zip[..length], "x.zip"));
        }
    }

    [Fact]
    public void Read_ArchiveWithOneBitChanged_NeverGivesOtherData()
    {
        var zip = Zip(("Students.xml", Xml(Report.Students, Enumerable.Range(1, 5).Select(i => Pupil($"{i}")))));
        var good = Describe(Read(zip, "x.zip"));
        for (var at = 0; at < zip.Length; at++)
        {
            var bad = (byte[])zip.Clone();
            bad[at] ^= 0x10;
            try
            {
                Assert.Equal(good, Describe(Read(bad, "x.zip")));
            }
            catch (MisExportException)
            {
                // Refused: as good.
            }
        }

        // The name of the file is not the data.
        static string Describe(List<ExtractItem> items) =>
            string.Join('\n', items.Where(i => i is not ReportEnd).Select(i => new StringBuilder().Append(i with { Source = default })));
    }
}
