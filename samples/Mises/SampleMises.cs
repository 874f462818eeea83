using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>The MISs of the sample's schools, by URN.</summary>
internal sealed class SampleMises : IAsyncDisposable
{
    private readonly Dictionary<string, SchoolMis> _byUrn;

    private SampleMises(IEnumerable<SampleSchool> schools) => _byUrn = schools.ToDictionary(school => school.Urn, New);

    /// <summary>Where each fake listens, by URN.</summary>
    public Dictionary<string, int> Ports => _byUrn.Where(one => one.Value.Port != 0).ToDictionary(one => one.Key, one => one.Value.Port);

    public SchoolMis this[SampleSchool school] => _byUrn[school.Urn];

    /// <param name="schools">The sample's schools.</param>
    /// <param name="ports">The ports of the start before, by URN; empty at the first.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<SampleMises> StartAsync(IEnumerable<SampleSchool> schools, IReadOnlyDictionary<string, int> ports, CancellationToken stop)
    {
        var all = new SampleMises(schools);
        try
        {
            foreach (var (urn, mis) in all._byUrn)
            {
                await mis.StartAsync(ports.GetValueOrDefault(urn), stop);
            }

            return all;
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on every MIS has what it has on this day.</summary>
    public void Show(SampleDay day)
    {
        foreach (var school in day.Schools)
        {
            this[school.School].Show(school);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mis in _byUrn.Values)
        {
            await mis.DisposeAsync();
        }
    }

    private static SchoolMis New(SampleSchool school) => school.Mis switch
    {
        "arbor" => new SchoolAtArbor(school),
        "bromcom" => new SchoolOfBromcom(school),
        "isams" or "edgen" => new SchoolAtIsams(school),
        "csv" => new SchoolWithPlainCsv(school),
        "integris" => new SchoolAtIntegris(school),
        "oneroster" => new SchoolWithOneRoster(school),
        "pupil-asset" => new SchoolAtPupilAsset(school),
        "scholarpack" => new SchoolAtScholarPack(school),
        "sims" => new SimsSchool(school),
        "wonde" => new SchoolAtWonde(school),
        _ => throw new ArgumentException($"The sample has no MIS {school.Mis}.", nameof(school)),
    };
}
