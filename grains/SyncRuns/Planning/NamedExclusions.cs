using Uso.Grains.Rosters;
using Uso.Matching;

namespace Uso.Grains.SyncRuns;

/// <summary>The exclusion list by name and date of birth: who is on it stays out under whatever id the MIS gives them.</summary>
internal sealed class NamedExclusions
{
    private readonly Dictionary<(AccountKind Kind, string Name, DateOnly Born), ExclusionMark> _marks = [];

    public NamedExclusions(IEnumerable<RosterEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry is { Status: RosterStatus.Excluded, Exclusion: not null } && NamedIds.IsNamed(entry.MisId)))
        {
            foreach (var key in Keys(entry.Kind, entry.Identity))
            {
                _marks.TryAdd(key, entry.Exclusion!);
            }
        }
    }

    /// <summary>Who said that the person stays out, and why; null when nobody did.</summary>
    public ExclusionMark? Find(AccountKind kind, PersonIdentity identity) =>
        _marks.Count == 0 ? null : Keys(kind, identity).Select(key => _marks.GetValueOrDefault(key)).FirstOrDefault(mark => mark is not null);

    public static bool IsSame(AccountKind kind, PersonIdentity one, PersonIdentity other) => Keys(kind, one).Intersect(Keys(kind, other)).Any();

    /// <summary>Legal and known-as names both count. Nobody is known by a name alone.</summary>
    private static IEnumerable<(AccountKind Kind, string Name, DateOnly Born)> Keys(AccountKind kind, PersonIdentity identity)
    {
        if (identity.DateOfBirth is not { } born)
        {
            return [];
        }

        string[] names =
        [
            $"{NameNormaliser.Normalise(identity.LegalFirstName)}|{NameNormaliser.Normalise(identity.LegalLastName)}",
            $"{NameNormaliser.Normalise(identity.PublishedFirstName())}|{NameNormaliser.Normalise(identity.PublishedLastName())}",
        ];
        return names.Where(name => name[0] is not '|' && name[^1] is not '|').Distinct().Select(name => (kind, name, born));
    }
}
