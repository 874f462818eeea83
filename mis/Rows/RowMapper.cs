using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>Turns the records of one report into canonical items.</summary>
internal abstract class RowMapper(RowValues row, Report report)
{
    private readonly int[] _mandatory = [.. row.Columns.Select((c, i) => c.Mandatory ? i : -1).Where(i => i >= 0)];
    private readonly IdSet _ids = new();
    private IdSet? _onPage;

    protected RowValues Row => row;

    protected Report Report => report;

    /// <summary>A row was about somebody who cannot be named: absence from this report proves nothing.</summary>
    public bool Unidentified { get; private set; }

    /// <summary>A record came on two pages: they moved while they were read.</summary>
    public bool Shifted { get; private set; }

    /// <summary>Rows so far, good and bad.</summary>
    public int Rows { get; protected set; }

    /// <summary>Attendance repeats its key by design; everywhere else a repeated key is an error.</summary>
    protected virtual bool KeyIsUnique => true;

    /// <summary>False: the row says of itself that it is about somebody who is not there now.</summary>
    protected virtual bool Counts => true;

    /// <summary>Kind and MIS id of the person that the row is about.</summary>
    protected abstract (PersonKind? Kind, string? MisId) About { get; }

    /// <summary>The rows that follow came on another page.</summary>
    public void NextPage() => _onPage = new IdSet();

    public virtual void Map(SourceRow source, List<ExtractItem> output)
    {
        Rows++;
        if (row.Rule is null)
        {
            CheckMandatory();
        }

        // The id of a row that is rejected for something else counts too: the next row with it is the duplicate.
        if (KeyIsUnique && row.Key is { } key && IsRepeated(key))
        {
            row.Break(row.KeyColumn, MisErrorCodes.RowDuplicateId, Cell.ClassOf(key));
        }

        // Who does not count is not there: what is wrong with their row is nobody's concern.
        if (!Counts)
        {
            return;
        }

        if (row.Rule is null)
        {
            Yield(source, output);
        }

        if (row.Rule is not null)
        {
            Reject(source, output);
        }
    }

    /// <summary>The report's fields that had a value at least once.</summary>
    public virtual IReadOnlySet<string> FieldsSeen() => row.FieldsSeen();

    /// <summary>Replaces the row's items by the reason why there are none.</summary>
    protected void Reject(SourceRow source, List<ExtractItem> output)
    {
        var (kind, misId) = About;
        Unidentified |= misId is null;
        output.Clear();
        output.Add(new RejectedRow
        {
            Source = source,
            Report = report,
            Field = row.BrokenField,
            Rule = row.Rule!,
            ValueClass = row.ValueClass,
            MisId = misId,
            Kind = kind,
        });
    }

    /// <summary>Adds the row's items, or breaks the row.</summary>
    protected abstract void Yield(SourceRow source, List<ExtractItem> output);

    /// <summary>Notes the key; true when it came before.</summary>
    protected bool IsRepeated(string key)
    {
        var firstOnPage = _onPage?.Add(key) ?? false;
        var known = !_ids.Add(key);
        Shifted |= known && firstOnPage;
        return known;
    }

    private void CheckMandatory()
    {
        foreach (var column in _mandatory)
        {
            if (row.Value(column) is null && row.Date(column) is null)
            {
                row.Break(column, MisErrorCodes.RowMissingValue, "empty");
                return;
            }
        }
    }
}
