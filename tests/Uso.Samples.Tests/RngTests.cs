using Uso.Samples.Generator;

namespace Uso.Samples.Tests;

public sealed class RngTests
{
    [Fact]
    public void NextUInt64_KnownSeed_GivesTheNumbersOfSplitMix64()
    {
        // First outputs of the published algorithm for seed 1234567.
        var rng = new Rng(1234567);

        Assert.Equal([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL], [rng.NextUInt64(), rng.NextUInt64(), rng.NextUInt64()]);
    }

    [Fact]
    public void Child_SameKey_DoesNotDependOnWhatWasDrawn()
    {
        var one = new Rng(3);
        var other = new Rng(3);
        other.NextUInt64();

        Assert.Equal(one.Child(9).NextUInt64(), other.Child(9).NextUInt64());
        Assert.NotEqual(one.Child(9).NextUInt64(), one.Child(10).NextUInt64());
    }
}
