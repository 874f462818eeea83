using System.Collections.Immutable;
using Uso.Matching;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>The schools of an LA whose heads released them to one consumer, by every name that a row may have for them. To the consumer there are no others.</summary>
internal sealed class ReleasedSchools
{
    private const int SchoolsAtOnce = 32;

    private readonly Dictionary<string, string> _byNumber = [];
    private readonly Dictionary<string, string?> _byName = [];

    public ReleasedSchools(IEnumerable<SchoolDetails> schools)
    {
        var urns = ImmutableArray.CreateBuilder<string>();
        foreach (var school in schools)
        {
            urns.Add(school.Urn);
            _byNumber[school.Urn] = school.Urn;
            _byNumber[school.DfeNumber()] = school.Urn;
            _byNumber[school.LaCode + school.EstablishmentNumber] = school.Urn;
            var name = SchoolName.Normalise(school.Name);
            _byName[name] = _byName.ContainsKey(name) ? null : school.Urn;
        }

        Urns = urns.ToImmutable();
    }

    public ImmutableArray<string> Urns { get; }

    public static async Task<ReleasedSchools> ReadAsync(IGrainFactory grains, LaCode la, ConsumerId consumer)
    {
        var released = new List<SchoolDetails>();
        foreach (var urns in (await grains.LocalAuthority(la).GetAsync()).Schools.Chunk(SchoolsAtOnce))
        {
            var published = await Task.WhenAll(urns.Select(urn => grains.School(Urn.Parse(urn)).GetPublishedAsync(consumer.Value)));
            released.AddRange(published.Where(school => school.Released).Select(school => school.Details!));
        }

        return new ReleasedSchools(released);
    }

    /// <summary>The URN, or why there is none.</summary>
    public (string? Urn, string? Why) Find(string text)
    {
        if (_byNumber.TryGetValue(text.Trim(), out var urn))
        {
            return (urn, null);
        }

        return !_byName.TryGetValue(SchoolName.Normalise(text), out urn) ? (null, RowReasons.SchoolUnknown)
            : urn is null ? (null, RowReasons.SchoolAmbiguous)
            : (urn, null);
    }
}
