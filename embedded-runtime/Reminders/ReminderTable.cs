using Orleans.Runtime;

namespace Orleans;

/// <summary>The stored reminders, to look at.</summary>
public interface IReminderTable
{
    /// <summary>Those whose grain's hash is after the first and up to the second; all of them when the two are equal.</summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);
}

/// <summary>Some rows of the table.</summary>
public sealed class ReminderTableData(IEnumerable<ReminderEntry> list)
{
    public IList<ReminderEntry> Reminders { get; } = [.. list];
}

/// <summary>One reminder as it is stored.</summary>
public sealed class ReminderEntry
{
    public GrainId GrainId { get; set; }

    public string ReminderName { get; set; } = default!;

    /// <summary>The first tick, in UTC.</summary>
    public DateTime StartAt { get; set; }

    public TimeSpan Period { get; set; }
}
