using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>One record on its way through: values by column number, cleaned and checked as they come in. One instance serves a whole report.</summary>
internal sealed partial class RowValues
{
    private const int MaxCleaned = 512;
    private readonly RowColumn[] _columns;
    private readonly bool[] _skipped;
    private readonly string?[] _values;
    private readonly DateOnly?[] _dates;
    private StringPool? _pool;
    private readonly int _birth;

    public RowValues(IReadOnlyList<RowColumn> columns, ReadSettings settings)
    {
        _columns = [.. columns];
        _values = new string?[_columns.Length];
        _dates = new DateOnly?[_columns.Length];

        // A mandatory field cannot be opted out.
        _skipped = [.. _columns.Select(c => !c.Mandatory && settings.OptOuts.Contains((c.Report, c.Field)))];
        _birth = Column(nameof(ExtractPerson.DateOfBirth));
        KeyColumn = Array.FindIndex(_columns, c => c.Cell == RowCell.Key);
    }

    public IReadOnlyList<RowColumn> Columns => _columns;

    public int KeyColumn { get; }

    /// <summary>Columns with a value at least once, a bit each.</summary>
    public ulong SeenMask { get; private set; }

    /// <summary>Broken rule, or null when the row is good so far.</summary>
    public string? Rule { get; private set; }

    public string BrokenField { get; private set; } = "";

    public string ValueClass { get; private set; } = "";

    public string? Key => _values[KeyColumn];

    public string? Value(int column) => column < 0 ? null : _values[column];

    public DateOnly? Date(int column) => column < 0 ? null : _dates[column];

    public int Column(string field) => Array.FindIndex(_columns, c => c.Field == field);

    /// <summary>The column of this name in the wire format, where several serve one field.</summary>
    public int ColumnNamed(string header) => Array.FindIndex(_columns, c => c.Header == header);

    public void Clear()
    {
        Array.Clear(_values);
        Array.Clear(_dates);
        Rule = null;
    }

    /// <summary>Sets a column from the parser's text.</summary>
    /// <param name="column">Number of the column.</param>
    /// <param name="raw">The text.</param>
    /// <param name="whole">The same text as a string, when the parser made one.</param>
    public void Set(int column, ReadOnlySpan<char> raw, string? whole = null) => Set(column, raw, whole, _columns[column].Cell == RowCell.Repeated);

    /// <summary>Sets a column to a string that is kept elsewhere.</summary>
    public void Set(int column, string value) => Set(column, value, value, pooled: false);

    /// <summary>Sets a column of dates.</summary>
    public void Set(int column, DateOnly date)
    {
        if (!_skipped[column])
        {
            SetDate(column, date);
        }
    }

    private void Set(int column, ReadOnlySpan<char> raw, string? whole, bool pooled)
    {
        var value = raw.Trim();
        if (value.IsEmpty || _skipped[column])
        {
            return;
        }

        if (_columns[column].Clean is { } clean)
        {
            Span<char> buffer = value.Length <= MaxCleaned ? stackalloc char[value.Length] : new char[value.Length];
            SetClean(column, clean(value, buffer).Trim(), null, pooled);
            return;
        }

        SetClean(column, value, whole, pooled);
    }

    private void SetClean(int column, ReadOnlySpan<char> value, string? whole, bool pooled)
    {
        if (value.IsEmpty)
        {
            return;
        }

        if (_columns[column].Cell == RowCell.Date)
        {
            SetDate(column, value);
            return;
        }

        SeenMask |= 1UL << column;
        if (pooled && (_pool ??= new StringPool()).Find(value) is { } known)
        {
            _values[column] = known;
            return;
        }

        if (Cell.Check(value, out var collapse) is { } rule)
        {
            Break(column, rule, Cell.ClassOf(value));
            return;
        }

        var clean = collapse ? Collapsed(value) : whole?.Length == value.Length ? whole : new string(value);
        if (pooled)
        {
            _pool!.Keep(value, clean);
        }

        _values[column] = clean;
    }

    /// <summary>Marks the row as broken; the first broken rule stands.</summary>
    public void Break(int column, string rule, string valueClass) => Break(_columns[column].Field, rule, valueClass);

    public void Break(string field, string rule, string valueClass)
    {
        if (Rule is null)
        {
            Rule = rule;
            BrokenField = field;
            ValueClass = valueClass;
        }
    }

    public HashSet<string> FieldsSeen()
    {
        var fields = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < _columns.Length; i++)
        {
            if ((SeenMask & (1UL << i)) != 0)
            {
                fields.Add(_columns[i].Field);
            }
        }

        return fields;
    }

    private static string Collapsed(ReadOnlySpan<char> value)
    {
        Span<char> collapsed = stackalloc char[MisLimits.MaxValueLength];
        return new string(collapsed[..Cell.Collapse(value, collapsed)]);
    }

    private void SetDate(int column, ReadOnlySpan<char> value)
    {
        if (Cell.TryDate(value, out var date))
        {
            SetDate(column, date);
            return;
        }

        SeenMask |= 1UL << column;
        Break(column, Cell.Check(value, out _) ?? MisErrorCodes.RowBadDate, Cell.ClassOf(value));
    }

    private void SetDate(int column, DateOnly date)
    {
        if (date == _columns[column].NoDate)
        {
            return;
        }

        SeenMask |= 1UL << column;
        if (column == _birth && date.Year < MisLimits.FirstBirthYear)
        {
            Break(column, MisErrorCodes.RowBadDate, "date");
            return;
        }

        _dates[column] = date;
    }
}
