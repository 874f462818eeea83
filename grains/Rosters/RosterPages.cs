using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

/// <summary>
/// A roster's entries in memory, page by page. New entries go to the first page with room; an entry never changes its page, so a change
/// rewrites only the pages it touches.
/// </summary>
internal sealed class RosterPages
{
    public const int EntriesPerPage = 256;

    private readonly List<ImmutableArray<RosterEntry>> _pages;
    private readonly Dictionary<(AccountKind Kind, string MisId), (int Page, int Index)> _places = [];

    public RosterPages(IEnumerable<ImmutableArray<RosterEntry>> pages)
    {
        _pages = [.. pages];
        for (var page = 0; page < _pages.Count; page++)
        {
            Note(page);
        }
    }

    public int Count => _pages.Count;

    public ImmutableArray<RosterEntry> this[int page] => page < _pages.Count ? _pages[page] : [];

    public IEnumerable<RosterEntry> All() => _pages.SelectMany(page => page);

    public RosterEntry? Find(AccountKind kind, string misId) =>
        _places.TryGetValue((kind, misId), out var place) ? _pages[place.Page][place.Index] : null;

    /// <summary>What the touched pages would look like after a change. Nothing changes here until <see cref="Accept"/>.</summary>
    public SortedDictionary<int, ImmutableArray<RosterEntry>> After(IEnumerable<RosterEntry> puts, IEnumerable<MisLink> removals)
    {
        var touched = new SortedDictionary<int, ImmutableArray<RosterEntry>.Builder>();
        var added = new Dictionary<(AccountKind, string), (int Page, int Index)>();
        var roomy = 0;
        foreach (var entry in puts)
        {
            if (_places.TryGetValue((entry.Kind, entry.MisId), out var place) || added.TryGetValue((entry.Kind, entry.MisId), out place))
            {
                Page(place.Page)[place.Index] = entry;
                continue;
            }

            while (LengthOf(roomy) >= EntriesPerPage)
            {
                roomy++;
            }

            var page = Page(roomy);
            added.Add((entry.Kind, entry.MisId), (roomy, page.Count));
            page.Add(entry);
        }

        var removed = removals.Select(link => (link.Kind, link.MisId)).Where(_places.ContainsKey).ToHashSet();
        foreach (var page in removed.Select(key => _places[key].Page).Distinct())
        {
            Page(page).RemoveAll(entry => removed.Contains((entry.Kind, entry.MisId)));
        }

        return new SortedDictionary<int, ImmutableArray<RosterEntry>>(touched.ToDictionary(page => page.Key, page => page.Value.ToImmutable()));

        ImmutableArray<RosterEntry>.Builder Page(int number)
        {
            if (!touched.TryGetValue(number, out var page))
            {
                page = this[number].ToBuilder();
                touched.Add(number, page);
            }

            return page;
        }

        int LengthOf(int number) => touched.TryGetValue(number, out var page) ? page.Count : this[number].Length;
    }

    /// <summary>Takes over pages that were written.</summary>
    public void Accept(SortedDictionary<int, ImmutableArray<RosterEntry>> pages)
    {
        foreach (var (number, entries) in pages)
        {
            while (_pages.Count <= number)
            {
                _pages.Add([]);
            }

            foreach (var entry in _pages[number])
            {
                _places.Remove((entry.Kind, entry.MisId));
            }

            _pages[number] = entries;
            Note(number);
        }
    }

    private void Note(int page)
    {
        for (var index = 0; index < _pages[page].Length; index++)
        {
            var entry = _pages[page][index];
            _places[(entry.Kind, entry.MisId)] = (page, index);
        }
    }
}
