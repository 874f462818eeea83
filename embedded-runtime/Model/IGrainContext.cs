namespace Orleans.Runtime;

/// <summary>One activation of one grain.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The instance, once it is created.</summary>
    object? GrainInstance { get; }

    /// <summary>Services of this activation's scope.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Completes when the activation is gone.</summary>
    Task Deactivated { get; }

    /// <summary>Asks the activation to go once its running calls have ended.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}

/// <summary>Gives the activation whose turn is running.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation whose turn is running on this thread.</summary>
    IGrainContext GrainContext { get; }
}
