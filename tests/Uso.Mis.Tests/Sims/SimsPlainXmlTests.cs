using System.Text;
using Uso.Mis.Sims;
using static Uso.Mis.Tests.Sims.SimsData;

namespace Uso.Mis.Tests.Sims;

/// <summary>The fast reader of plain XML and the parser behind it must never disagree. A comment before the root sends a file to the parser.</summary>
public sealed class SimsPlainXmlTests
{
    private static readonly byte[] Sample = Xml(
        Report.Students,
        Pupil("1", ("LegalFirstName", "Zoë"), ("PreferredFirstName", "Zo & \"Co\" <'>")),
        Pupil("2", ("House", "")),
        Pupil("3", ("Email", "ﬁ@x.example"), ("YearGroup", "日本")));

    [Fact]
    public void Read_AnyByteChanged_BothReadersAgree()
    {
        var random = new Random(20250106);
        byte[] interesting = [.. "<>/&;!?\"'= \t\r\nRx0-]"u8, 1, 0x7f, 0x80, 0xC3, 0xEF, 0xBF, 0xFF];
        for (var i = 0; i < 1500; i++)
        {
            var changed = (byte[])Sample.Clone();
            for (var changes = random.Next(1, 3); changes > 0; changes--)
            {
                changed[random.Next(40, changed.Length)] = interesting[random.Next(interesting.Length)];
            }

            AssertAgree(changed);
        }
    }

    [Fact]
    public void Read_AnyPieceRemovedOrRepeated_BothReadersAgree()
    {
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var from = random.Next(40, Sample.Length);
            var to = Math.Min(Sample.Length, from + random.Next(1, 60));
            AssertAgree([.. Sample[..from], .. Sample[to..]]);
            AssertAgree([.. Sample[..to], .. Sample[from..]]);
        }
    }

    [Theory]
    [InlineData("<!-- a comment -->")]
    [InlineData("<Record><primary_id>8</primary_id><!-- c --></Record>")]
    [InlineData("<Record ><primary_id>8</primary_id></Record >")]
    [InlineData("<Record a='1'/>")]
    [InlineData("<Other><Record/></Other>")]
    [InlineData("<Record><Forename>A&#66;</Forename></Record>")]
    [InlineData("<Record><Forename>A&nbsp;</Forename></Record>")]
    [InlineData("<Record><Forename>]]></Forename></Record>")]
    [InlineData("<Record><Forename>A</Forename>stray</Record>")]
    [InlineData("<Record><1x>A</1x></Record>")]
    [InlineData("<Record><Unknown>\u0001</Unknown></Record>")]
    [InlineData("<Record><Forename/><UPN></UPN></Record>")]
    [InlineData("<?pi x?>")]
    [InlineData("stray")]
    [InlineData("</SuperStarReport><!-- after -->")]
    [InlineData("</SuperStarReport>x")]
    public void Read_UnusualPiece_BothReadersAgree(string piece)
    {
        var text = Encoding.UTF8.GetString(Sample);
        foreach (var at in new[] { "\t<Record>", "</SuperStarReport>" })
        {
            AssertAgree(Utf8(text.Insert(text.LastIndexOf(at, StringComparison.Ordinal), piece)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Read_StreamInSmallPieces_GivesTheSame(int size)
    {
        var many = Xml(Report.Students, Enumerable.Range(1, 300).Select(i => Pupil($"{i}")));
        var whole = new SimsMis().Read(new MemoryStream(many), "Students.xml", Everything).Where(i => i is not ReportEnd);
        var pieces = new SimsMis().Read(new PieceStream(many, size), "Students.xml", Everything).Where(i => i is not ReportEnd);

        Assert.Equal(whole, pieces);
    }

    private static void AssertAgree(byte[] file)
    {
        var prolog = "<?xml version=\"1.0\" encoding=\"utf-8\"?>".Length;
        byte[] parsed = [.. file[..prolog], .. "<!-- p -->"u8, .. file[prolog..]];
        var (plain, parser) = (Outcome(file), Outcome(parsed));
        if (plain != parser)
        {
            Assert.Fail($"{plain}\n--- but the parser says\n{parser}\n--- of\n{Encoding.Latin1.GetString(file)}");
        }
    }

    private static string Outcome(byte[] file)
    {
        try
        {
            return string.Join('\n', Read(file, "Students.xml").Select(i => i is ReportEnd end ? $"{end.Rows} {end.Reason} {string.Join(',', end.FieldsSeen.Order())}" : $"{i}"));
        }
        catch (MisExportException refused)
        {
            return refused.Code;
        }
    }

    private sealed class PieceStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, size)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, size));
    }
}
