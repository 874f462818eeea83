using Uso.Matching.Compare;

namespace Uso.Matching.Index;

/// <summary>The accounts as an array of structs, in chunks so that growth copies nothing.</summary>
internal sealed class People
{
    private const int ChunkBits = 11;
    private readonly List<Person[]> _chunks = [];

    /// <summary>Living and dead.</summary>
    internal int Count { get; private set; }

    internal ref Person this[int person] => ref _chunks[person >> ChunkBits][person & ((1 << ChunkBits) - 1)];

    internal int Add(string username, in Identity identity)
    {
        if (Count >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(new Person[1 << ChunkBits]);
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

        /// <summary>The search that met this person last.</summary>
        internal int Seen;
    }
}
