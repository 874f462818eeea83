using Uso.Mis.Arbor;
using Uso.Mis.Bromcom;
using Uso.Mis.Integris;
using Uso.Mis.Isams;
using Uso.Mis.OneRoster;
using Uso.Mis.PlainCsv;
using Uso.Mis.Pulling;
using Uso.Mis.PupilAsset;
using Uso.Mis.ScholarPack;
using Uso.Mis.Sims;
using Uso.Mis.Wonde;

namespace Uso.Mis;

/// <summary>Every MIS that is known here, by code. Adding a MIS ends with one line in <see cref="Default"/>.</summary>
public sealed class MisCatalog : IDisposable
{
    private readonly Dictionary<string, IMis> _byCode;
    private readonly PullTransport? _transport;

    /// <param name="transport">Disposed with the catalog; null when the MISs share none, or the caller keeps it.</param>
    public MisCatalog(IEnumerable<IMis> all, PullTransport? transport = null)
    {
        _transport = transport;
        All = [.. all];
        _byCode = All.ToDictionary(m => m.Descriptor.Code, StringComparer.Ordinal);
    }

    /// <summary>All, in the order in which screens list them.</summary>
    public IReadOnlyList<IMis> All { get; }

    /// <summary>The MISs of this build. Those that are pulled share one way out.</summary>
    /// <param name="time">Clock of pulls.</param>
    /// <param name="options">Limits of pulls.</param>
    public static MisCatalog Default(TimeProvider time, PullOptions? options = null)
    {
        var transport = new PullTransport(time, options);
        return new MisCatalog(
        [
            new SimsMis(),
            new ArborMis(transport),
            new ScholarPackMis(transport),
            new BromcomMis(transport),
            new IntegrisMis(transport),
            new PupilAssetMis(transport),
            new IsamsMis(transport, IsamsBrand.Isams),
            new IsamsMis(transport, IsamsBrand.Edgen),
            new WondePuller(transport),
            new OneRosterMis(),
            new CsvMis(),
        ], transport);
    }

    /// <summary>The MIS with this code, or null.</summary>
    public IMis? Find(string code) => _byCode.GetValueOrDefault(code);

    public void Dispose() => _transport?.Dispose();
}
