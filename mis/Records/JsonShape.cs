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

    public Node Root { get; } = new("");

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
            node.Slots.Add(slot);
        }
    }

    internal sealed class Node(string name)
    {
        private readonly List<Node> _children = [];
        private int _expected;

        public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

        /// <summary>Slots that want the value here.</summary>
        public List<int> Slots { get; } = [];

        public bool HasChildren => _children.Count > 0;

        public Node Child(string name)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            var child = _children.Find(c => c.Name.AsSpan().SequenceEqual(bytes));
            if (child is null)
            {
                _children.Add(child = new Node(name));
            }

            return child;
        }

        /// <summary>The child of this name, or null. Records repeat their order, so the one after the last found is looked at first.</summary>
        public Node? Find(ReadOnlySpan<byte> name)
        {
            var children = _children;
            for (int i = 0, at = _expected; i < children.Count; i++, at++)
            {
                if (at >= children.Count)
                {
                    at = 0;
                }

                var child = children[at];
                if (name.SequenceEqual(child.Name))
                {
                    _expected = at + 1;
                    return child;
                }
            }

            return null;
        }
    }
}
