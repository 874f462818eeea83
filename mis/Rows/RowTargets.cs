using System.Text;

namespace Uso.Mis.Rows;

/// <summary>Where the values of a row go: the columns of one report or several that read the same rows, found by their names on the wire.</summary>
internal sealed class RowTargets(params RowValues[] rows)
{
    private const int MaxLearned = 256;
    private static readonly Target[] Nowhere = [];
    private (byte[] Name, Target[] Targets)[] _learned = [];
    private int _expected;

    public void NextRow()
    {
        _expected = 0;
        foreach (var row in rows)
        {
            row.Clear();
        }
    }

    /// <summary>Case does not matter. Names come in the same order in every row, with gaps where a value is missing: look onwards from the last one.</summary>
    public ReadOnlySpan<Target> Find(ReadOnlySpan<byte> name)
    {
        var at = _expected;
        if ((uint)at < (uint)_learned.Length && name.SequenceEqual(_learned[at].Name))
        {
            _expected = at + 1;
            return _learned[at].Targets;
        }

        return Search(name);
    }

    /// <summary>Puts in a value that the row itself does not have.</summary>
    public void Put(string name, ReadOnlySpan<char> value)
    {
        foreach (var target in Find(Encoding.UTF8.GetBytes(name)))
        {
            target.Row.Set(target.Column, value);
        }
    }

    /// <summary>A name that the caller keeps, found once.</summary>
    public Target[] Resolve(string name) => Resolve(Encoding.UTF8.GetBytes(name));

    private ReadOnlySpan<Target> Search(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _learned.Length; i++)
        {
            var at = (_expected + i) % _learned.Length;
            if (name.SequenceEqual(_learned[at].Name))
            {
                _expected = at + 1;
                return _learned[at].Targets;
            }
        }

        var targets = Resolve(name);
        if (_learned.Length < MaxLearned)
        {
            _learned = [.. _learned, (name.ToArray(), targets)];
            _expected = _learned.Length;
        }

        return targets;
    }

    private Target[] Resolve(ReadOnlySpan<byte> name)
    {
        var found = new List<Target>();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Columns.Count; column++)
            {
                if (Ascii.EqualsIgnoreCase(name, row.Columns[column].Header))
                {
                    found.Add(new Target(row, column));
                }
            }
        }

        return found.Count == 0 ? Nowhere : [.. found];
    }

    /// <summary>One column of one row.</summary>
    internal readonly record struct Target(RowValues Row, int Column);
}
