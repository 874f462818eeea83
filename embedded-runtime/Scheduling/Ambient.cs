namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>
/// What flows with the code of a turn: the request context's values, and the call being served, from which the chain of callers is known.
/// One AsyncLocal carries both, because setting one costs an allocation.
/// </summary>
internal class Ambient
{
    private static readonly AsyncLocal<Ambient?> Slot = new();

    public Ambient(Dictionary<string, object>? values, Call? call)
    {
        Values = values;
        Call = call;
    }

    protected Ambient(Dictionary<string, object>? values)
    {
        Values = values;
        Call = (Call)this;
    }

    public static Ambient? Current
    {
        get => Slot.Value;
        set => Slot.Value = value;
    }

    /// <summary>Never changed once set; a change makes another dictionary.</summary>
    public Dictionary<string, object>? Values { get; }

    public Call? Call { get; }
}
