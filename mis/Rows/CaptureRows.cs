using System.Runtime.InteropServices;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>The rows of one page.</summary>
internal interface IPageRows : IDisposable
{
    /// <summary>Fills the targets with the next row; false at the end of the page.</summary>
    bool ReadRow(RowTargets targets);
}

/// <summary>The rows of a capture: each of its resources is an entity.</summary>
/// <param name="capture">The capture, disposed with this.</param>
/// <param name="open">Opens a page: its resource, its number from 1, its bytes.</param>
internal sealed class CaptureRows(CaptureReader capture, Func<string, int, ReadOnlyMemory<byte>, IPageRows> open) : IEntityRows
{
    private int _next;
    private CaptureResource? _resource;
    private int _page;
    private IPageRows? _rows;
    private bool _fresh;

    public bool AtPageStart { get; private set; }

    public string? NextEntity()
    {
        _resource = _next < capture.Manifest.Resources.Count ? capture.Manifest.Resources[_next++] : null;
        _page = 0;
        return _resource?.Name;
    }

    public bool ReadRow(RowTargets targets)
    {
        while (true)
        {
            if (_rows is null)
            {
                if (_page == _resource!.Pages)
                {
                    return false;
                }

                _rows = open(_resource.Name, ++_page, capture.Page(_resource.Name, _page));
                _fresh = _page > 1;
            }

            if (_rows.ReadRow(targets))
            {
                (AtPageStart, _fresh) = (_fresh, false);
                return true;
            }

            _rows.Dispose();
            _rows = null;
        }
    }

    public string? WhyNotWhole(int rows) => _resource!.Records != rows ? throw CaptureReader.Truncated()
        : _resource.Outcome != CaptureResource.Complete ? _resource.Outcome
        : _resource.Count is { } count && count != rows ? MisErrorCodes.CountMismatch
        : rows == 0 ? MisErrorCodes.ReportEmpty
        : null;

    public void Dispose()
    {
        _rows?.Dispose();
        capture.Dispose();
    }

    /// <summary>A page's bytes as a stream, without a copy.</summary>
    public static MemoryStream Stream(ReadOnlyMemory<byte> page) =>
        MemoryMarshal.TryGetArray(page, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : new MemoryStream(page.ToArray());
}

/// <summary>A page of JSON: an object that has the records in a property of its own.</summary>
internal sealed class JsonPageRows : IPageRows
{
    private readonly JsonRows _json;

    public JsonPageRows(ReadOnlyMemory<byte> page, string array)
    {
        _json = new JsonRows(page);
        while (_json.ReadToken())
        {
            if (_json.Token != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (!_json.Text!.Equals(array, StringComparison.OrdinalIgnoreCase))
            {
                _json.SkipValue();
            }
            else if (_json.ReadToken() && _json.Token == JsonTokenType.StartArray)
            {
                return;
            }
        }

        throw new MisExportException(MisErrorCodes.ExportMalformed, "A page of the capture is not a page of records.");
    }

    public bool ReadRow(RowTargets targets) => _json.ReadRow(targets);

    public void Dispose() => _json.Dispose();
}

/// <summary>A page of XML: the records are the elements of one name, wherever they stand.</summary>
internal sealed class XmlPageRows : IPageRows
{
    private readonly XmlRows _xml;
    private readonly string _row;
    private bool _atElement;

    public XmlPageRows(ReadOnlyMemory<byte> page, string row, string root)
    {
        _row = row;
        _xml = XmlRows.Open(CaptureRows.Stream(page), FileHead.Of(CaptureRows.Stream(page)), root);
        _atElement = _xml.ReadElement();
    }

    public bool ReadRow(RowTargets targets)
    {
        while (_atElement && _xml.Name != _row)
        {
            _atElement = _xml.ReadElement();
        }

        if (!_atElement)
        {
            return false;
        }

        _xml.ReadRow(targets);
        _atElement = _xml.ReadElement();
        return true;
    }

    public void Dispose() => _xml.Dispose();
}
