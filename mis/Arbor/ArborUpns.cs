using Uso.Mis.Text;

namespace Uso.Mis.Arbor;

/// <summary>Which UPN each pupil has on a day. A pupil may have had several; of those in force a permanent one goes before a temporary one, then the one that began last.</summary>
internal sealed class ArborUpns(DateOnly day)
{
    private readonly Dictionary<string, Assignment> _byPupil = new(StringComparer.Ordinal);

    public string? Of(string pupil) => _byPupil.TryGetValue(pupil, out var assignment) ? assignment.Upn : null;

    /// <summary>Takes the assignment that was read last. One that cannot be understood is passed over: a UPN is a help, never a reason to reject anybody.</summary>
    public void Add(ArborRecords records)
    {
        if (records.Text(ArborFields.Person) is not { } pupil || records.Text("Upn") is not { } upn || ArborSpan.Of(records) is not { } span || !span.Holds(day))
        {
            return;
        }

        var assignment = new Assignment(upn, records.Text(ArborFields.Temporary) is "true" or "True" or "1", span.Start);
        if (!_byPupil.TryGetValue(pupil, out var other) || assignment.GoesBefore(other))
        {
            _byPupil[pupil] = assignment;
        }
    }

    private readonly record struct Assignment(string Upn, bool Temporary, DateOnly Start)
    {
        public bool GoesBefore(Assignment other) => Temporary != other.Temporary ? other.Temporary : Start > other.Start;
    }
}

/// <summary>From when to when something holds, both days included; a missing end is open.</summary>
internal readonly record struct ArborSpan(DateOnly Start, DateOnly End)
{
    public bool Holds(DateOnly day) => Start <= day && day <= End;

    /// <summary>The span of the record that was read last; null when a date is no date.</summary>
    public static ArborSpan? Of(ArborRecords records) =>
        TryDate(records.Text("StartDate"), DateOnly.MinValue, out var start) && TryDate(records.Text("EndDate"), DateOnly.MaxValue, out var end) ? new ArborSpan(start, end) : null;

    private static bool TryDate(string? text, DateOnly open, out DateOnly date)
    {
        date = open;
        return text is null || Cell.TryDate(text, out date);
    }
}
