namespace Uso.Mis.Text;

/// <summary>The ids of one kind of record and on which page each came first. Numbers, which nearly all ids are, take sixteen bytes each.</summary>
internal sealed class PagedIds
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly Dictionary<string, int> _others = new(StringComparer.Ordinal);

    /// <summary>False when the id was there already.</summary>
    /// <param name="page">The page that the id stands on now.</param>
    /// <param name="first">The page on which it came first.</param>
    public bool Add(string id, int page, out int first)
    {
        var added = IdSet.TryPack(id, out var packed) ? Add(_numbers, packed, page, out first) : Add(_others, id, page, out first);
        return added;
    }

    private static bool Add<T>(Dictionary<T, int> pages, T id, int page, out int first)
        where T : notnull
    {
        ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(pages, id, out var exists);
        first = known = exists ? known : page;
        return !exists;
    }
}
