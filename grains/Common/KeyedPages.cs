using System.Collections.Immutable;

namespace Uso.Grains;

/// <summary>
/// Entries in memory, page by page. New entries go to the first page with room; an entry never changes its page, so a change rewrites only the pages it touches.
/// </summary>
internal class KeyedPages<TKey, TEntry>
    where TKey : notnull
{
    private readonly List<ImmutableArray<TEntry>> _pages;
    private readonly Dictionary<TKey, (int Page, int Index)> _places = [];
    private readonly Func<TEntry, TKey> _keyOf;
    private readonly int _perPage;

    public KeyedPages(IEnumerable<ImmutableArray<TEntry>> pages, Func<TEntry, TKey> keyOf, int perPage)
    {
        _pages = [.. pages];
        _keyOf = keyOf;
        _perPage = perPage;
        for (var page = 0; page < _pages.Count; page++)
        {
            Note(page);
        }
    }

    public int Count => _pages.Count;

    public ImmutableArray<TEntry> this[int page] => page < _pages.Count ? _pages[page] : [];

    public IEnumerable<TEntry> All() => _pages.SelectMany(page => page);

    public TEntry? Find(TKey key) => _places.TryGetValue(key, out var place) ? _pages[place.Page][place.Index] : default;

    /// <summary>What the touched pages would look like after a change. Nothing changes here until <see cref="Accept"/>.</summary>
    public SortedDictionary<int, ImmutableArray<TEntry>> After(IEnumerable<TEntry> puts, IEnumerable<TKey> removals)
    {
        var touched = new SortedDictionary<int, ImmutableArray<TEntry>.Builder>();
        var added = new Dictionary<TKey, (int Page, int Index)>();
        var roomy = 0;
        foreach (var entry in puts)
        {
            var key = _keyOf(entry);
            if (_places.TryGetValue(key, out var place) || added.TryGetValue(key, out place))
            {
                Page(place.Page)[place.Index] = entry;
                continue;
            }

            while (LengthOf(roomy) >= _perPage)
            {
                roomy++;
            }

            var page = Page(roomy);
            added.Add(key, (roomy, page.Count));
            page.Add(entry);
        }

        var removed = removals.Where(_places.ContainsKey).ToHashSet();
        foreach (var page in removed.Select(key => _places[key].Page).Distinct())
        {
            Page(page).RemoveAll(entry => removed.Contains(_keyOf(entry)));
        }

        return new SortedDictionary<int, ImmutableArray<TEntry>>(touched.ToDictionary(page => page.Key, page => page.Value.ToImmutable()));

        ImmutableArray<TEntry>.Builder Page(int number)
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
    public void Accept(SortedDictionary<int, ImmutableArray<TEntry>> pages)
    {
        foreach (var (number, entries) in pages)
        {
            while (_pages.Count <= number)
            {
                _pages.Add([]);
            }

            foreach (var entry in _pages[number])
            {
                _places.Remove(_keyOf(entry));
            }

            _pages[number] = entries;
            Note(number);
        }
    }

    private void Note(int page)
    {
        for (var index = 0; index < _pages[page].Length; index++)
        {
            _places[_keyOf(_pages[page][index])] = (page, index);
        }
    }
}
