using System.Text;
using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>One piece of work for an activation: a method call, a timer tick, a pull from a stream.</summary>
internal abstract class Call : Ambient
{
    /// <summary>Longer chains are cut at their far end, so that a chain that never ends cannot hold memory.</summary>
    private const int MaxDepth = 64;

    private readonly int _depth;
    private int _dispatches;

    protected Call(EmbeddedSilo silo, GrainId target, Ambient? caller)
        : base(caller?.Values)
    {
        Silo = silo;
        Target = target;
        Started = silo.Clock.GetTimestamp();
        if (caller?.Call is { } callerCall && callerCall._depth < MaxDepth)
        {
            Caller = callerCall;
            _depth = callerCall._depth + 1;
        }
    }

    public EmbeddedSilo Silo { get; }

    public GrainId Target { get; }

    public long Started { get; }

    public Call? Caller { get; }

    public abstract string Name { get; }

    /// <summary>May start whatever runs.</summary>
    public virtual bool Interleaves => false;

    /// <summary>May start beside others that only read.</summary>
    public virtual bool ReadsOnly => false;

    /// <summary>Counts as use of the grain.</summary>
    public virtual bool CountsAsUse => true;

    public virtual TimeSpan? Timeout => null;

    /// <summary>A grain's method, not a timer or the runtime's own work.</summary>
    public virtual bool IsMethod => false;

    /// <summary>Nobody waits any longer: timed out or cancelled.</summary>
    public abstract bool IsSettled { get; }

    // Links of the activation's lists, guarded by its lock: a call is in one of them at most.
    internal Call? Next { get; set; }

    internal Call? Previous { get; set; }

    /// <summary>The activation that runs it.</summary>
    internal Activation? Host { get; set; }

    /// <summary>How often the call has been sent on its way.</summary>
    public int CountDispatch() => ++_dispatches;

    /// <summary>Runs inside a turn of <see cref="Host"/>. Never throws.</summary>
    public abstract void Run();

    /// <summary>Gives the waiting caller a failure.</summary>
    public abstract void Fail(Exception exception);

    public void TimeOut(TimeSpan timeout)
    {
        var cycle = IsCycle() ? " This is a call cycle: the chain waits for itself." : "";
        Fail(new TimeoutException($"No response within {timeout} from {Chain()}.{cycle}"));
    }

    /// <summary>The chain of calls up to this one, first caller first.</summary>
    public string Chain()
    {
        var text = new StringBuilder();
        for (var call = this; call is not null; call = call.Caller)
        {
            text.Insert(0, $"{(call.Caller is null ? "" : " → ")}{call.Target}.{call.Name}");
        }

        return text.ToString();
    }

    private bool IsCycle()
    {
        for (var call = Caller; call is not null; call = call.Caller)
        {
            if (call.Target.Equals(Target))
            {
                return true;
            }
        }

        return false;
    }
}
