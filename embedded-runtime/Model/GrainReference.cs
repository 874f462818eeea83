using Uso.EmbeddedRuntime.Scheduling;

namespace Orleans.Runtime;

/// <summary>A reference to a grain; what <c>GetGrain</c> returns derives from it and implements the grain interface.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    internal GrainReference(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId)
    {
        Silo = silo;
        GrainClass = grainClass;
        GrainId = grainId;
    }

    public GrainId GrainId { get; }

    internal EmbeddedSilo Silo { get; }

    internal GrainClass GrainClass { get; }

    public bool Equals(GrainReference? other) => other is not null && other.GrainId.Equals(GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference:{GrainId}";

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1 is null ? reference2 is null : reference1.Equals(reference2);

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
