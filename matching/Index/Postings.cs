namespace Uso.Matching.Index;

/// <summary>
/// Key → the people under it, compactly: open addressing over two arrays; a key with one person holds it in place, more hang in a chain.
/// There is no removal: the index marks people dead and rebuilds now and then.
/// </summary>
internal sealed class Postings
{
    private const double MaximumLoad = 0.8;
    private ulong[] _keys = new ulong[64];

    // 0: free. Below: the only person, as ~person. Above: the head of a chain, as node + 1.
    private int[] _heads = new int[64];
    private Node[] _nodes = [];
    private int _nodeCount;
    private int _used;

    internal void Add(ulong key, int person)
    {
        if (_used + 1 > _keys.Length * MaximumLoad)
        {
            Grow();
        }

        int at = Find(key);
        int head = _heads[at];
        if (head == 0)
        {
            _keys[at] = key;
            _heads[at] = ~person;
            _used++;
        }
        else if (head < 0)
        {
            _heads[at] = Chain(person, Chain(~head, 0));
        }
        else
        {
            _heads[at] = Chain(person, head);
        }
    }

    internal Enumerator Of(ulong key) => new(this, _heads[Find(key)]);

    private int Chain(int person, int next)
    {
        if (_nodeCount == _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(64, _nodes.Length + (_nodes.Length / 4)));
        }

        _nodes[_nodeCount] = new Node(person, next);
        return ++_nodeCount;
    }

    // The slot of the key, or the free one where it would go.
    private int Find(ulong key)
    {
        int at = (int)(((key >> 32) * (ulong)_keys.Length) >> 32);
        while (_heads[at] != 0 && _keys[at] != key)
        {
            at = at + 1 == _keys.Length ? 0 : at + 1;
        }

        return at;
    }

    private void Grow()
    {
        (ulong[] keys, int[] heads) = (_keys, _heads);
        int size = keys.Length + (keys.Length / 4);
        (_keys, _heads) = (new ulong[size], new int[size]);
        for (int i = 0; i < keys.Length; i++)
        {
            if (heads[i] != 0)
            {
                int at = Find(keys[i]);
                (_keys[at], _heads[at]) = (keys[i], heads[i]);
            }
        }
    }

    private readonly record struct Node(int Person, int Next);

    /// <summary>Walks the people under one key, latest first.</summary>
    internal struct Enumerator(Postings postings, int head)
    {
        private int _head = head;

        internal int Current { get; private set; }

        internal bool MoveNext()
        {
            if (_head == 0)
            {
                return false;
            }

            if (_head < 0)
            {
                Current = ~_head;
                _head = 0;
                return true;
            }

            Node node = postings._nodes[_head - 1];
            Current = node.Person;
            _head = node.Next;
            return true;
        }
    }
}
