using Uso.Mis.Sims;

namespace Uso.Mis;

/// <summary>Every MIS that is known here, by code.</summary>
public sealed class MisCatalog
{
    private readonly Dictionary<string, IMis> _byCode;

    public MisCatalog(IEnumerable<IMis> all)
    {
        All = [.. all];
        _byCode = All.ToDictionary(m => m.Descriptor.Code, StringComparer.Ordinal);
    }

    public IReadOnlyList<IMis> All { get; }

    public static MisCatalog Default(TimeProvider time) => new([new SimsMis()]);

    public IMis? Find(string code) => _byCode.GetValueOrDefault(code);
}
