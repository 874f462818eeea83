using Uso.Mis.Text;

namespace Uso.Mis.Records;

/// <summary>One record while it is mapped: reads fields under the school's opt-outs, notes which were seen, and remembers the first broken rule.</summary>
/// <param name="mandatory">Fields of the report that cannot be opted out.</param>
internal sealed class RecordFields(Report report, ReadSettings settings, IReadOnlySet<string> mandatory)
{
    private readonly Dictionary<FieldMap, Plan> _plans = [];
    private IWireRecords _records = null!;
    private Plan _plan = null!;

    public Report Report => report;

    /// <summary>Fields that the export carried at least once.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The broken rule; null while the record is good.</summary>
    public string? Rule { get; private set; }

    public string Field { get; private set; } = "";

    public string ValueClass { get; private set; } = "";

    /// <summary>Goes on to the record that was read last.</summary>
    public void Start(IWireRecords records)
    {
        _records = records;
        Rule = null;
        if (_plan?.Map != records.Map)
        {
            if (!_plans.TryGetValue(records.Map, out _plan!))
            {
                _plans[records.Map] = _plan = new Plan(records.Map, OptedOut);
            }
        }

        _plan.Restart();
    }

    public bool Maps(string field) => _plan.Map.IndexOf(field) >= 0;

    /// <summary>The value as it came, trimmed, whatever the opt-outs; null when there is none.</summary>
    public string? Raw(string field) => _plan.Find(field) is { At: >= 0 and var at } ? _records.Text(at) : null;

    /// <summary>A text field.</summary>
    public string? Text(string field) => _plan.Find(field) is { OptedOut: false } asked ? Text(field, Value(asked), asked) : null;

    /// <summary>A text field whose value was found or cleaned elsewhere.</summary>
    public string? Text(string field, string? value) => Text(field, value, _plan.Find(field));

    private string? Text(string field, string? value, Asked asked)
    {
        if (value is null)
        {
            return null;
        }

        See(asked);
        var rule = Cell.Check(value, out var collapse);
        if (rule is not null)
        {
            Break(field, rule, Cell.ClassOf(value));
            return null;
        }

        if (collapse)
        {
            Span<char> buffer = stackalloc char[MisLimits.MaxValueLength];
            value = new string(buffer[..Cell.Collapse(value, buffer)]);
        }

        return value;
    }

    public string Required(string field) => Required(field, Text(field));

    public string Required(string field, string? value)
    {
        if (value is null)
        {
            Break(field, MisErrorCodes.RowMissingValue, "empty");
        }

        return value ?? "";
    }

    public DateOnly? Date(string field, bool required = false) => Date(field, _plan.Find(field) is { OptedOut: false } asked ? Value(asked) : null, required);

    public DateOnly? Date(string field, string? value, bool required = false)
    {
        if (value is null)
        {
            if (required)
            {
                Break(field, MisErrorCodes.RowMissingValue, "empty");
            }

            return null;
        }

        See(_plan.Find(field));
        if (!Cell.TryDate(value, out var date) || (field == nameof(ExtractPerson.DateOfBirth) && date.Year < MisLimits.FirstBirthYear))
        {
            Break(field, MisErrorCodes.RowBadDate, Cell.ClassOf(value));
            return null;
        }

        return date;
    }

    /// <summary>Yes or no in any of the ways in which MISs say it; null when there is no value or the field is opted out.</summary>
    public bool? Flag(string field)
    {
        if (OptedOut(field) || Raw(field) is not { } value)
        {
            return null;
        }

        Seen.Add(field);
        return value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "Y" or "T";
    }

    public bool OptedOut(string field) => settings.OptOuts.Contains((report, field)) && !mandatory.Contains(field);

    /// <summary>The first broken rule stands.</summary>
    public void Break(string field, string rule, string valueClass)
    {
        if (Rule is null)
        {
            (Field, Rule, ValueClass) = (field, rule, valueClass);
        }
    }

    private string? Value(Asked asked) => asked.At >= 0 ? _records.Text(asked.At) : null;

    private void See(Asked asked)
    {
        if (!asked.Seen)
        {
            asked.Seen = true;
            Seen.Add(asked.Field);
        }
    }

    /// <summary>What is known of a field that a mapper asks for.</summary>
    private sealed class Asked(string field, int at, bool optedOut)
    {
        public string Field { get; } = field;

        /// <summary>Position in the map; -1: the map has none such.</summary>
        public int At { get; } = at;

        public bool OptedOut { get; } = optedOut;

        public bool Seen { get; set; }
    }

    /// <summary>The fields that a mapper asks of each record of a map, in the order in which it asks: looked up once, then known by their place.</summary>
    private sealed class Plan(FieldMap map, Func<string, bool> optedOut)
    {
        private readonly List<Asked> _inOrder = [];
        private readonly Dictionary<string, Asked> _byField = new(StringComparer.Ordinal);
        private int _next;

        public FieldMap Map => map;

        public void Restart() => _next = 0;

        public Asked Find(string field)
        {
            if (_next < _inOrder.Count && ReferenceEquals(_inOrder[_next].Field, field))
            {
                return _inOrder[_next++];
            }

            // Asked again for the field just found, as for a value that was cleaned.
            if (_next > 0 && ReferenceEquals(_inOrder[_next - 1].Field, field))
            {
                return _inOrder[_next - 1];
            }

            if (!_byField.TryGetValue(field, out var asked))
            {
                _byField[field] = asked = new Asked(field, map.IndexOf(field), optedOut(field));
                _inOrder.Add(asked);
                _next = _inOrder.Count;
                return asked;
            }

            // Out of order: the record was short, or the mapper asks otherwise for it.
            var at = _inOrder.IndexOf(asked);
            _next = at + 1;
            return asked;
        }
    }
}
