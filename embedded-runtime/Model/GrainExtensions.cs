using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a reference or of a grain about its identity.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the same grain as another interface.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <summary>A reference to the same grain as another interface.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>A reference to the same grain as another interface.</summary>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var reference = grain as GrainReference ?? ContextOf(grain).GrainReference;
        return interfaceType.IsInstanceOfType(reference)
            ? reference
            : reference.Silo.CreateReference(interfaceType, reference.GrainClass, reference.GrainId);
    }

    /// <summary>The identity of a reference or of a grain.</summary>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain is GrainReference reference ? reference.GrainId : ContextOf(grain).GrainId;
    }

    /// <summary>The string key of a reference or of a grain.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static IGrainContext ContextOf(IAddressable grain) => (grain as IGrainBase)?.GrainContext
        ?? throw new ArgumentException($"{grain.GetType().FullName} is neither a grain reference nor a grain the runtime made.", nameof(grain));
}
