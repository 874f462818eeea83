using Uso.Matching.Compare;

namespace Uso.Matching.Index;

/// <summary>The accounts as an array of structs, in chunks so that growth copies nothing.</summary>
internal sealed class People
{
    // A chunk stays below the large object heap.
    private const int ChunkBits = 10;
    private const int SmallestChunk = 16;
    private readonly List<Person[]> _chunks = [];

    /// <summary>Living and dead.</summary>
    internal int Count { get; private set; }

    internal ref Person this[int person] => ref _chunks[person >> ChunkBits][person & ((1 << ChunkBits) - 1)];

    internal int Add(string username, in Identity identity)
    {
        if (Count >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new Person[Count == 0 ? SmallestChunk : 1 << ChunkBits]);
        }
        else if (Count == _chunks[0].Length)
        {
            // Only the first grows: most indexes of a test, and of a small school, never need a whole one.
            Person[] first = _chunks[0];
            Array.Resize(ref first, 2 * first.Length);
            _chunks[0] = first;
        }

        ref Person person = ref this[Count];
        person.Username = username;
        person.Identity = identity;
        return Count++;
    }

    /// <summary>An account; dead when it has no username.</summary>
    internal struct Person
    {
        internal string? Username;
        internal Identity Identity;
    }
}
