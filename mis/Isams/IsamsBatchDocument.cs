using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Isams;

/// <summary>
/// An answer of the Batch API: <c>iSAMS</c> with a manager for each module and in that its lists. It has no totals; that its root element is closed is
/// all the proof there is. Its declaration of the encoding is not believed: files that say utf-16 are ASCII.
/// </summary>
internal sealed class IsamsBatchDocument : IEntityRows
{
    public const string Root = "iSAMS";

    // Where each list stands, and what its rows are called: another list may use the same words elsewhere.
    private static readonly (string Manager, string List, string Row)[] Lists =
    [
        ("PupilManager", "CurrentPupils", "Pupil"), ("HRManager", "CurrentStaff", "StaffMember"), ("TeachingManager", "Sets", "Set"), ("TeachingManager", "SetLists", "SetList"),
    ];

    private readonly XmlRows _xml;
    private string _manager = "";
    private string _row = "";
    private bool _atElement;

    /// <exception cref="MisExportException">The file is refused.</exception>
    public IsamsBatchDocument(Stream stream, FileHead head)
    {
        _xml = XmlRows.Open(stream, head, Root, IsamsMessage.Root);
        if (!_xml.ReadElement())
        {
            throw IsamsMis.UnknownFormat();
        }

        if (_xml.Name == IsamsMessage.Root)
        {
            Message = IsamsMessage.Read(_xml);
            return;
        }

        if (_xml.Name != Root)
        {
            throw IsamsMis.UnknownFormat();
        }

        _atElement = _xml.ReadElement();
    }

    /// <summary>The answer is an error, not data.</summary>
    public IsamsMessage? Message { get; }

    public bool AtPageStart => false;

    public string? NextEntity()
    {
        while (_atElement)
        {
            if (_xml.Depth == 1)
            {
                _manager = _xml.Name;
            }
            else if (_xml.Depth == 2)
            {
                foreach (var (manager, list, row) in Lists)
                {
                    if (manager == _manager && list == _xml.Name)
                    {
                        _row = row;
                        _atElement = _xml.ReadElement();
                        return list;
                    }
                }
            }

            _atElement = _xml.ReadElement();
        }

        return null;
    }

    public bool ReadRow(RowTargets targets)
    {
        if (!_atElement || _xml.Depth != 3 || _xml.Name != _row)
        {
            return false;
        }

        _xml.ReadRow(targets);
        _atElement = _xml.ReadElement();
        return true;
    }

    public string? WhyNotWhole(int rows) => null;

    public void Dispose() => _xml.Dispose();
}
