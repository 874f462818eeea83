using System.Text;

namespace Uso.Mis.Records;

/// <summary>A <see cref="FieldMap"/> made ready for a JSON reader: a tree of property names, whose leaves are numbered slots.</summary>
internal sealed class JsonShape
{
    public JsonShape(FieldMap map)
    {
        Map = map;
        Slots = new (int First, int Count)[map.Fields.Count];
        var next = 0;
        for (var field = 0; field < map.Fields.Count; field++)
        {
            var paths = map.Fields[field].Paths;
            Slots[field] = (next, paths.Length);
            foreach (var path in paths)
            {
                Add(path, next++);
            }
        }

        SlotCount = next;
    }

    public FieldMap Map { get; }

    public Node Root { get; } = new([]);

    /// <summary>Slots of each field, in the order of its paths.</summary>
    public (int First, int Count)[] Slots { get; }

    public int SlotCount { get; }

    private void Add(string path, int slot)
    {
        var node = Root;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node.Child(name);
        }

        if (node != Root)
        {
            node.Want(slot);
        }
    }

    internal sealed class Node(byte[] name)
    {
        // A page of ever new names must not fill the memory.
        private const int MaxLearned = 256;

        /// <summary>What nobody asks for.</summary>
        private static readonly Node Unknown = new([]);

        private readonly byte[] _name = name;
        private Node[] _children = [];
        private Node[] _seen = [];
        private int _next;

        /// <summary>Slots that want the value here.</summary>
        public int[] Slots { get; private set; } = [];

        public bool HasChildren => _children.Length > 0;

        /// <summary>Whether the value, and all in it, can be passed over.</summary>
        public bool IsUnknown => Slots.Length == 0 && _children.Length == 0;

        public void Want(int slot) => Slots = [.. Slots, slot];

        public Node Child(string name)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            if (Among(_children, bytes) is { } known)
            {
                return known;
            }

            var child = new Node(bytes);
            _children = [.. _children, child];
            return child;
        }

        /// <summary>
        /// The child of this name, or one that is unknown. Records repeat their order: all names seen so far, asked for or not, are kept in the order in which
        /// they came, and the one after the last is looked at first.
        /// </summary>
        public Node Find(ReadOnlySpan<byte> name)
        {
            var seen = _seen;
            var next = _next < seen.Length ? _next : 0;
            if (next < seen.Length && name.SequenceEqual(seen[next]._name))
            {
                _next = next + 1;
                return seen[next];
            }

            return Search(name);
        }

        private static Node? Among(Node[] nodes, ReadOnlySpan<byte> name)
        {
            foreach (var node in nodes)
            {
                if (name.SequenceEqual(node._name))
                {
                    return node;
                }
            }

            return null;
        }

        private Node Search(ReadOnlySpan<byte> name)
        {
            var known = Among(_seen, name);
            if (known is null)
            {
                known = Among(_children, name);
                if (_seen.Length == MaxLearned)
                {
                    return known ?? Unknown;
                }

                known ??= new Node(name.ToArray());
                _seen = [.. _seen, known];
            }

            _next = Array.IndexOf(_seen, known) + 1;
            return known;
        }
    }
}
