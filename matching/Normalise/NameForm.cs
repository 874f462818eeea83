namespace Uso.Matching.Normalise;

/// <summary>A name made ready for comparison, once; the index keeps one per distinct name.</summary>
internal sealed class NameForm
{
    internal static readonly NameForm Empty = new(string.Empty, string.Empty, _ => NameCount.None);

    private NameForm(string raw, string text, Func<string, NameCount> countOf)
    {
        Raw = raw;
        Tokens = text.Length == 0 ? [] : text.Split(' ');
        Joined = Tokens.Length > 1 ? string.Concat(Tokens) : text;
        Hash = Hashing.Text(Joined);
        Count = countOf(Joined);
        Sounds = Tokens.Length == 0 ? [] : new ulong[Tokens.Length];
        for (int i = 0; i < Tokens.Length; i++)
        {
            Sounds[i] = PhoneticKey.Of(Tokens[i]);
        }

        Shared = SharedNames.CountAtHead(Tokens, Sounds);
    }

    /// <summary>The name as it came.</summary>
    internal string Raw { get; }

    /// <summary>The tokens without the spaces: "O' Neill", "O'Neill" and "ONeill" are one, so are "de Souza" and "deSouza".</summary>
    internal string Joined { get; }

    internal string[] Tokens { get; }

    /// <summary>The phonetic key of each token.</summary>
    internal ulong[] Sounds { get; }

    /// <summary>How many words at the head, of a first name, are such as brothers share.</summary>
    internal int Shared { get; }

    internal ulong Hash { get; }

    /// <summary>How common the name is in the index that keeps it.</summary>
    internal NameCount Count { get; }

    internal bool IsEmpty => Tokens.Length == 0;

    /// <summary>As a first name, nothing but what brothers share.</summary>
    internal bool IsAllShared => Shared > 0 && Shared == Tokens.Length;

    internal static NameForm Of(string? raw) => Of(raw, _ => NameCount.None);

    internal static NameForm Of(string? raw, Func<string, NameCount> countOf)
    {
        string text = NotAName.Drop(NameNormaliser.Normalise(raw));
        return text.Length == 0 ? Empty : new NameForm(raw!, text, countOf);
    }

    internal bool SameAs(NameForm other) => ReferenceEquals(this, other) || (Hash == other.Hash && Joined == other.Joined);
}
