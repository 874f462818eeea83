using System.Text;
using System.Xml;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>
/// XML from a stream: what stands around the records element by element, the records a row at a time. A record's columns are its attributes and its
/// children that hold text; children with children of their own are passed over. Reaching the end of a well-formed document is the proof that it is whole.
/// </summary>
internal sealed class XmlRows : IDisposable
{
    private const int MaxNames = 1024;
    private readonly TailStream _bytes;
    private readonly XmlReader _reader;
    private readonly string[] _roots;
    private readonly Dictionary<string, RowTargets.Target[]> _targets = new(ReferenceComparer.Instance);
    private RowTargets? _row;

    private XmlRows(TailStream bytes, XmlReader reader, string[] roots)
    {
        _bytes = bytes;
        _reader = reader;
        _roots = roots;
    }

    /// <summary>Local name of the element that <see cref="ReadElement"/> came to.</summary>
    public string Name => _reader.LocalName;

    /// <summary>How many elements the element stands in.</summary>
    public int Depth => _reader.Depth;

    /// <param name="stream">The file, closed with this.</param>
    /// <param name="head">What its first bytes say.</param>
    /// <param name="roots">The root elements that a whole file may end with.</param>
    public static XmlRows Open(Stream stream, FileHead head, params string[] roots)
    {
        var bytes = new TailStream(stream, head.Encoding);
        return new XmlRows(bytes, SafeXml.Open(bytes, head), roots);
    }

    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>Goes to the next start tag; false at the end of the document.</summary>
    public bool ReadElement() => Guarded(static rows =>
    {
        while (rows._reader.Read())
        {
            if (rows._reader.NodeType == XmlNodeType.Element)
            {
                return true;
            }
        }

        return false;
    });

    /// <summary>Text of the element that the reader stands on; it ends behind it.</summary>
    public string ReadText() => Guarded(static rows =>
    {
        var text = new StringBuilder();
        var reader = rows._reader;
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && text.Length < MisLimits.MaxValueLength * 4)
            {
                text.Append(reader.Value);
            }
        }

        return text.ToString();
    });

    /// <summary>Reads the record that the reader stands on.</summary>
    public void ReadRow(RowTargets row)
    {
        if (!ReferenceEquals(_row, row))
        {
            _row = row;
            _targets.Clear();
        }

        _bytes.NextRecord();
        row.NextRow();
        Guarded(static rows =>
        {
            rows.ReadColumns();
            return true;
        });
    }

    public void Dispose() => _reader.Dispose();

    private T Guarded<T>(Func<XmlRows, T> read)
    {
        try
        {
            return read(this);
        }
        catch (XmlException broken)
        {
            throw SafeXml.Refusal(broken, _bytes, _roots);
        }
        catch (DecoderFallbackException broken)
        {
            throw SafeXml.NotText(broken);
        }
    }

    private void ReadColumns()
    {
        var reader = _reader;
        if (reader.MoveToFirstAttribute())
        {
            do
            {
                // An attribute with a prefix is about the document (diffgr:id, xsi:nil), not about the record.
                if (reader.Prefix.Length == 0)
                {
                    Set(Find(reader.LocalName), reader.Value);
                }
            }
            while (reader.MoveToNextAttribute());
            reader.MoveToElement();
        }

        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement)
            {
                ReadColumn(Find(reader.LocalName));
            }
        }
    }

    // Nearly always: one text node, then the end tag.
    private void ReadColumn(RowTargets.Target[] targets)
    {
        var reader = _reader;
        var depth = reader.Depth;
        string? value = null;
        var nested = false;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                nested = true;
            }
            else if (targets.Length > 0 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                value = value is null ? reader.Value : value.Length > MisLimits.MaxValueLength ? value : value + reader.Value;
            }
        }

        if (!nested && value is not null)
        {
            Set(targets, value);
        }
    }

    private static void Set(RowTargets.Target[] targets, string value)
    {
        foreach (var target in targets)
        {
            target.Row.Set(target.Column, value, value);
        }
    }

    // The parser keeps one string per name.
    private RowTargets.Target[] Find(string name)
    {
        if (!_targets.TryGetValue(name, out var targets))
        {
            targets = _row!.Resolve(name);
            if (_targets.Count < MaxNames)
            {
                _targets[name] = targets;
            }
        }

        return targets;
    }

    private sealed class ReferenceComparer : IEqualityComparer<string>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string text) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(text);
    }
}
