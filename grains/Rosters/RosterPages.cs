using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

/// <summary>A roster's entries in memory, page by page.</summary>
internal sealed class RosterPages(IEnumerable<ImmutableArray<RosterEntry>> pages)
    : KeyedPages<(AccountKind Kind, string MisId), RosterEntry>(pages, entry => (entry.Kind, entry.MisId), EntriesPerPage)
{
    public const int EntriesPerPage = 256;

    public RosterEntry? Find(AccountKind kind, string misId) => Find((kind, misId));

    public SortedDictionary<int, ImmutableArray<RosterEntry>> After(IEnumerable<RosterEntry> puts, IEnumerable<MisLink> removals) =>
        After(puts, removals.Select(link => (link.Kind, link.MisId)));
}
