using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

public class UpnTests
{
    [Theory]
    [InlineData("B801200005001", UpnStatus.Permanent)]
    [InlineData("H801200001001", UpnStatus.Permanent)]
    [InlineData("R674123101121", UpnStatus.Permanent)]
    [InlineData(" r674123101121 ", UpnStatus.Permanent)]
    [InlineData("A801200005001", UpnStatus.BadCheckLetter)]
    [InlineData("X80120000A001", UpnStatus.Malformed)]
    [InlineData("I801200005001", UpnStatus.Malformed)]
    [InlineData("B80120000500O", UpnStatus.Malformed)]
    [InlineData("B80120000500", UpnStatus.Malformed)]
    [InlineData("  ", UpnStatus.Missing)]
    [InlineData(null, UpnStatus.Missing)]
    public void StatusOf_Field(string? text, UpnStatus expected) => Assert.Equal(expected, Upn.StatusOf(text));

    [Fact]
    public void Parts_ArePositions()
    {
        Assert.True(Upn.TryParse("R674123101121", out Upn upn));
        Assert.Equal(('R', "674", "1231", "01", "121"), (upn.CheckLetter, upn.LaCode, upn.Establishment, upn.Year, upn.Serial));
        Assert.Equal("R674123101121", upn.ToString());
        Assert.Equal(upn, Upn.Parse("r674123101121"));
    }

    [Fact]
    public void Temporary_EndsInALetter()
    {
        Assert.True(Upn.TryParse(CreateTemporaryUpn(7), out Upn upn));
        Assert.True(upn is { IsTemporary: true, HasValidCheckLetter: true, IsPermanent: false });
    }

    [Fact]
    public void SharedVectors_Agree()
    {
        foreach (string[] row in File.ReadLines(SharedFile("mis-samples/upn/upn-vectors.csv")).Skip(1).Select(line => line.Split(',')))
        {
            UpnStatus status = Upn.StatusOf(row[0]);
            Assert.Equal(
                row[1] switch
                {
                    "valid" or "check-letter-ok-unknown-LA" => UpnStatus.Permanent,
                    "bad-check-letter" => UpnStatus.BadCheckLetter,
                    _ => UpnStatus.Malformed,
                },
                status);
            if (row[4].Length > 0)
            {
                Assert.Equal(row[4][0], Upn.CheckLetterFor(row[0].AsSpan(1)));
            }
        }
    }
}
