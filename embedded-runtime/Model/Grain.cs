using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Orleans;

/// <summary>Base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>The activation being created on this thread becomes the instance's context.</summary>
    protected Grain() => GrainContext = Activation.BeingCreated;

    /// <summary>The activation the instance lives in; null when a test made the instance itself.</summary>
    [AllowNull]
    public IGrainContext GrainContext { get; private set; }

    /// <summary>The grain's identity in words.</summary>
    public string IdentityString => GrainContext.GrainId.ToString();

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => ((Activation)GrainContext).Runtime.GrainFactory;

    /// <summary>The activation's services.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext.ActivationServices;

    /// <summary>Runs after the persistent states are read and before the first call.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs when the last call has ended and before the activation is let go.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets the activation go once its running calls have ended.</summary>
    protected void DeactivateOnIdle() => GrainBaseExtensions.DeactivateOnIdle(this);

    /// <summary>Keeps the activation from idle collection for at least this long; zero takes an earlier wish back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => ((Activation)GrainContext).DelayDeactivation(timeSpan);
}
