using Uso.Mis.Sims;
using Uso.Mis.Wonde;

namespace Uso.Mis;

/// <summary>Every MIS that is known here, by code. Adding a MIS ends with one line in <see cref="Default"/>.</summary>
public sealed class MisCatalog
{
    private readonly Dictionary<string, IMis> _byCode;

    public MisCatalog(IEnumerable<IMis> all)
    {
        All = [.. all];
        _byCode = All.ToDictionary(m => m.Descriptor.Code, StringComparer.Ordinal);
    }

    /// <summary>All, in the order in which screens list them.</summary>
    public IReadOnlyList<IMis> All { get; }

    /// <summary>The MISs of this build.</summary>
    /// <param name="time">Clock of the retries of pulled MISs.</param>
    public static MisCatalog Default(TimeProvider time) => new([new SimsMis(), new WondePuller(time)]);

    /// <summary>The MIS with this code, or null.</summary>
    public IMis? Find(string code) => _byCode.GetValueOrDefault(code);
}
