using Uso.Samples.Cluster;

namespace Uso.Samples.Tests;

public sealed class SharedClockTests
{
    [Fact]
    public void Set_ByOneProgram_IsTheTimeOfTheOther()
    {
        var directory = Directory.CreateTempSubdirectory("uso-clock-").FullName;
        try
        {
            var file = Path.Combine(directory, "clock");
            using var mine = new SharedClock(file);
            using var theirs = new SharedClock(file);
            var evening = new DateTimeOffset(2031, 9, 7, 17, 30, 0, TimeSpan.Zero);

            mine.Set(evening);
            Assert.InRange(theirs.GetUtcNow(), evening, evening.AddMinutes(1));

            mine.Set(evening.AddDays(1));
            Assert.InRange(theirs.GetUtcNow(), evening.AddDays(1), evening.AddDays(1).AddMinutes(1));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
