namespace Uso.Grains.Rosters;

/// <summary>Pupils whom two schools' exports have.</summary>
internal sealed partial class RosterGrain
{
    public async Task NoteClaimAsync(string username, string byUrn, bool claims)
    {
        var pages = await PagesAsync();
        var noted = pages.All()
            .Where(entry => entry.Username == username && entry.Status is RosterStatus.Allocated && entry.AlsoClaimedBy.Contains(byUrn) != claims)
            .Select(entry => entry with { AlsoClaimedBy = claims ? [.. entry.AlsoClaimedBy.Add(byUrn).Order(StringComparer.Ordinal)] : entry.AlsoClaimedBy.Remove(byUrn) })
            .ToList();
        if (noted.Count > 0)
        {
            await WriteAsync(pages, noted, [], null);
        }
    }

    /// <summary>
    /// Who else claims the person is noted by the others' runs, whatever the plan of this school's run knew of it. Only who comes under a new MIS id has no entry
    /// that tells: the plan took it from the old one.
    /// </summary>
    private static RosterEntry WithClaims(RosterPages pages, RosterEntry entry) => entry with
    {
        AlsoClaimedBy = entry.Status is not RosterStatus.Allocated ? []
            : pages.Find(entry.Kind, entry.MisId) is { } current && current.Username == entry.Username ? current.AlsoClaimedBy
            : entry.AlsoClaimedBy,
    };
}
