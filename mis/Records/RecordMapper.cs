using Uso.Mis.Text;

namespace Uso.Mis.Records;

/// <summary>
/// Turns the records of one report into canonical items: what every MIS shares. A bad record becomes a <see cref="RejectedRow"/>; a second one with an id
/// is rejected too, and shows that pages moved when it came on another page.
/// </summary>
/// <param name="descriptor">Says which fields are mandatory.</param>
internal abstract class RecordMapper(MisDescriptor descriptor, Report report, ReadSettings settings)
{
    private readonly Dictionary<string, PagedIds> _ids = new(StringComparer.Ordinal);
    private int _page;

    public IReadOnlySet<string> FieldsSeen => Fields.Seen;

    /// <summary>A record about somebody who cannot be named was read.</summary>
    public bool Unidentified { get; private set; }

    /// <summary>A record came on two pages.</summary>
    public bool Shifted { get; private set; }

    /// <summary>Every record was read, and nobody in them is there: as good as no record, and never a proof that all have left.</summary>
    public virtual bool IsEmpty => false;

    protected Report Report => report;

    protected RecordFields Fields { get; } = new(report, settings, descriptor.Fields.Where(f => f.Report == report && f.Mandatory).Select(f => f.Field).ToHashSet());

    /// <summary>The records of a page of a resource.</summary>
    /// <exception cref="MisExportException">The page is not what it must be.</exception>
    public abstract IWireRecords Open(string resource, ReadOnlyMemory<byte> page);

    /// <summary>Whether a resource's records are the report's rows; others only add to them.</summary>
    public virtual bool IsRow(string resource) => true;

    public void NextPage() => _page++;

    /// <summary>Maps the record that was read last.</summary>
    /// <param name="output">Empty; gets the record's items.</param>
    public void Map(string resource, IWireRecords records, SourceRow source, List<ExtractItem> output)
    {
        Fields.Start(records);
        var kind = KindOf(resource);
        var idField = kind is null ? nameof(ExtractGroup.GroupId) : nameof(ExtractPerson.MisId);
        string? id = null;
        if (HasId(resource))
        {
            id = Fields.Required(idField);
            id = id.Length == 0 ? null : id;
            CheckDuplicate(resource, id, idField);
        }

        Map(resource, id ?? "", source, output);
        if (Fields.Rule is null)
        {
            return;
        }

        Unidentified |= id is null && HasId(resource);
        output.Clear();
        output.Add(new RejectedRow
        {
            Source = source,
            Report = report,
            Field = Fields.Field,
            Rule = Fields.Rule,
            ValueClass = Fields.ValueClass,
            MisId = kind is null ? null : id,
            Kind = kind,
        });
    }

    /// <summary>What a resource's records are about; null: not a person.</summary>
    protected abstract PersonKind? KindOf(string resource);

    /// <summary>Whether each record has an id of its own: memberships and marks have none.</summary>
    protected virtual bool HasId(string resource) => true;

    /// <summary>Reads <see cref="Fields"/> into items. When a rule is broken on the way, the items are thrown away.</summary>
    protected abstract void Map(string resource, string id, SourceRow source, List<ExtractItem> output);

    private void CheckDuplicate(string resource, string? id, string idField)
    {
        if (id is null)
        {
            return;
        }

        if (!_ids.TryGetValue(resource, out var seen))
        {
            _ids[resource] = seen = new PagedIds();
        }

        if (!seen.Add(id, _page, out var first))
        {
            Shifted |= first != _page;
            Fields.Break(idField, MisErrorCodes.RowDuplicateId, Cell.ClassOf(id));
        }
    }
}
