using System.Text;
using System.Xml;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>Records of a SuperStarReport. Reaching the end of a well-formed document is the proof that it is whole.</summary>
internal sealed class SimsXmlRows : ISimsRows
{
    private const string Root = "SuperStarReport";
    private const string ErrorRoot = "CommandReporterError";

    private readonly TailStream _bytes;
    private readonly XmlReader _reader;
    private readonly string[] _names;
    private readonly string _record;
    private readonly string _errorName;
    private int _expected;

    private SimsXmlRows(TailStream bytes, XmlReader reader, IReadOnlyList<RowColumn> columns)
    {
        _bytes = bytes;
        _reader = reader;
        _record = reader.NameTable.Add("Record");
        _errorName = reader.NameTable.Add(ErrorRoot);
        _names = [.. columns.Select(c => reader.NameTable.Add(XmlConvert.EncodeLocalName(c.Header)!))];
    }

    public string? WhyNotWhole => null;

    /// <summary>Opens the file and goes to its root element.</summary>
    public static SimsXmlRows Open(Stream stream, FileHead head, IReadOnlyList<RowColumn> columns)
    {
        var bytes = new TailStream(stream, head.Encoding);
        var reader = SafeXml.Open(bytes, head);
        var rows = new SimsXmlRows(bytes, reader, columns);
        try
        {
            rows.Guarded(rows.ToRoot);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public bool Read(RowValues row)
    {
        try
        {
            return ReadRecord(row);
        }
        catch (XmlException broken)
        {
            throw SafeXml.Refusal(broken, _bytes, Root, ErrorRoot);
        }
        catch (DecoderFallbackException broken)
        {
            throw SafeXml.NotText(broken);
        }
    }

    public void Dispose() => _reader.Dispose();

    private static MisExportException ErrorFile() =>
        new(MisErrorCodes.ExportErrorFile, "The file is an error message of the SIMS command reporter, not a report.");

    private void ToRoot()
    {
        _reader.MoveToContent();
        if (ReferenceEquals(_reader.LocalName, _errorName))
        {
            throw ErrorFile();
        }

        if (_reader.NodeType != XmlNodeType.Element || _reader.LocalName != Root)
        {
            throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The XML is not a SIMS report.");
        }
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (XmlException broken)
        {
            throw SafeXml.Refusal(broken, _bytes, Root, ErrorRoot);
        }
        catch (DecoderFallbackException broken)
        {
            throw SafeXml.NotText(broken);
        }
    }

    private bool ReadRecord(RowValues row)
    {
        var reader = _reader;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            // An inline schema or anything else that is not a record is passed over.
            while (!ReferenceEquals(reader.LocalName, _record))
            {
                if (ReferenceEquals(reader.LocalName, _errorName))
                {
                    throw ErrorFile();
                }

                reader.Skip();
                if (reader.NodeType != XmlNodeType.Element)
                {
                    break;
                }
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                _bytes.NextRecord();
                row.Clear();
                ReadColumns(row);
                return true;
            }
        }

        return false;
    }

    private void ReadColumns(RowValues row)
    {
        var reader = _reader;
        if (reader.IsEmptyElement)
        {
            return;
        }

        _expected = 0;
        while (reader.Read())
        {
            var type = reader.NodeType;
            if (type == XmlNodeType.Element)
            {
                var column = ColumnOf(reader.LocalName);
                if (!reader.IsEmptyElement)
                {
                    ReadColumn(row, column);
                }
            }
            else if (type == XmlNodeType.EndElement)
            {
                return;
            }
        }
    }

    // Nearly always: one text node, then the end tag. The parser's own string is cheaper than copying chunks out of it.
    private void ReadColumn(RowValues row, int column)
    {
        var reader = _reader;
        string? value = null;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA when column >= 0:
                    value = value is null ? reader.Value : value.Length > MisLimits.MaxValueLength ? value : value + reader.Value;
                    break;
                case XmlNodeType.Element:
                    // A column holds text only.
                    if (column >= 0)
                    {
                        row.Break(column, MisErrorCodes.RowBadValue, "text");
                    }

                    SkipElement();
                    break;
                case XmlNodeType.EndElement:
                    if (value is not null)
                    {
                        row.Set(column, value, value);
                    }

                    return;
            }
        }
    }

    // To the end tag of the element that the reader stands on.
    private void SkipElement()
    {
        if (_reader.IsEmptyElement)
        {
            return;
        }

        var depth = _reader.Depth;
        while (_reader.Read() && _reader.Depth > depth)
        {
        }
    }

    // Columns come in the same order in every record, with gaps where a value is empty: look onwards from the last one.
    private int ColumnOf(string name)
    {
        var names = _names;
        for (var i = _expected; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                _expected = i + 1;
                return i;
            }
        }

        for (var i = 0; i < _expected; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                _expected = i + 1;
                return i;
            }
        }

        return -1;
    }
}
