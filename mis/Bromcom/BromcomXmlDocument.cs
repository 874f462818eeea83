using System.Globalization;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Bromcom;

/// <summary>
/// A pushed document in XML: <c>GenericApi</c> with attributes format, version and exportedAt, in it an <c>Entity</c> with attributes name and rows for each,
/// in that <c>NewDataSet</c> with a <c>Table</c> for each row.
/// </summary>
internal sealed class BromcomXmlDocument : IEntityRows
{
    public const string Root = "GenericApi";
    private readonly XmlRows _xml;
    private bool _atElement;
    private int? _declared;

    public BromcomXmlDocument(Stream stream, FileHead head)
    {
        _xml = XmlRows.Open(stream, head, Root);
        if (!_xml.ReadElement() || _xml.Name != Root)
        {
            throw BromcomPush.UnknownFormat();
        }

        BromcomPush.CheckVersion(_xml.Attribute("format"), _xml.Attribute("version"));
        ExportedAt = BromcomPush.Time(_xml.Attribute("exportedAt"));
        _atElement = _xml.ReadElement();
    }

    public DateTimeOffset? ExportedAt { get; }

    public bool AtPageStart => false;

    public string? NextEntity()
    {
        if (!_atElement)
        {
            return null;
        }

        if (_xml.Name != "Entity" || _xml.Attribute("name") is not { } entity)
        {
            throw BromcomPush.BadShape();
        }

        _declared = _xml.Attribute("rows") is not { } rows ? null
            : int.TryParse(rows, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw BromcomPush.BadShape();
        _atElement = _xml.ReadElement();
        if (_atElement && _xml.Name == "NewDataSet")
        {
            _atElement = _xml.ReadElement();
        }

        return entity;
    }

    public bool ReadRow(RowTargets targets)
    {
        if (!_atElement || _xml.Name != "Table")
        {
            return _atElement && _xml.Name != "Entity" ? throw BromcomPush.BadShape() : false;
        }

        _xml.ReadRow(targets);
        _atElement = _xml.ReadElement();
        return true;
    }

    public string? WhyNotWhole(int rows) => BromcomPush.WhyNotWhole(_declared, rows);

    public void Dispose() => _xml.Dispose();
}
