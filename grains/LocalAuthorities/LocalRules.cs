using System.Collections.Immutable;

namespace Uso.Grains.LocalAuthorities;

/// <summary>What counts as local to a school: its own LA, the LAs set for that LA, and the schools set for it.</summary>
internal static class LocalRules
{
    /// <summary>Beyond the own LA, by LA code; an LA that counts as a whole needs no schools named.</summary>
    public static ImmutableArray<LocalSchools> Neighbours(IEnumerable<string> ofTheLa, ImmutableArray<LocalSchools> ofTheSchool)
    {
        var whole = ofTheLa.Select(la => new LocalSchools { LaCode = la }).ToList();
        return [.. whole.Concat(ofTheSchool.Where(la => !whole.Exists(one => one.LaCode == la.LaCode))).OrderBy(la => la.LaCode, StringComparer.Ordinal)];
    }

    public static bool IsLocal(SchoolDetails school, SchoolDetails other, ImmutableArray<LocalSchools> neighbours) =>
        school.LaCode == other.LaCode
        || neighbours.Any(la => la.LaCode == other.LaCode && (la.Schools.IsEmpty || la.Schools.Contains(other.Urn)));
}
