using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>What only some activations need.</summary>
internal sealed class ActivationExtras
{
    public IServiceScope? Scope { get; set; }

    public TaskCompletionSource? Deactivated { get; set; }

    public DeactivationReason Reason { get; set; }

    public List<GrainTimer>? Timers { get; set; }

    public GrainReference? Reference { get; set; }

    /// <summary>Sequences being read from this activation.</summary>
    public int OpenStreams { get; set; }

    /// <summary>A timestamp before which idle collection leaves the activation alone.</summary>
    public long KeepUntil { get; set; }
}
