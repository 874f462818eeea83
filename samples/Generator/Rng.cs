namespace Uso.Samples.Generator;

/// <summary>
/// A small seeded generator (SplitMix64), the same on every machine and .NET version, which <see cref="Random"/> does not promise.
/// Children are made by key, so that one part of the sample can change without moving the rest.
/// </summary>
public sealed class Rng(ulong seed)
{
    private readonly ulong _seed = seed;
    private ulong _state = seed;

    /// <summary>An independent generator that depends on this one's seed and the key only.</summary>
    public Rng Child(ulong key) => new(Mix(_seed ^ Mix(key + 0x9E3779B97F4A7C15)));

    public ulong NextUInt64() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>0 to below <paramref name="below"/>.</summary>
    public int Next(int below) => (int)((UInt128)NextUInt64() * (ulong)below >> 64);

    /// <summary>From <paramref name="from"/> to below <paramref name="below"/>.</summary>
    public int Next(int from, int below) => from + Next(below - from);

    /// <summary>0 to below 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>Early items more often than late ones, as with names: weight falls with the rank.</summary>
    public T PickRanked<T>(IReadOnlyList<T> items)
    {
        // The inverse of the cumulated 1 / (rank + 8), taken as continuous.
        var index = (int)((8 * Math.Pow((items.Count + 8) / 8.0, NextDouble())) - 8);
        return items[Math.Min(index, items.Count - 1)];
    }

    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
