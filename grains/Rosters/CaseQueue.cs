namespace Uso.Grains.Rosters;

/// <summary>Picks one page of a queue of cases in one pass, and never holds more than that page.</summary>
internal static class CaseQueue
{
    /// <returns>The page's cases in order, how many fit in all, and whether more follow.</returns>
    public static (List<RosterEntry> Cases, int Total, bool More) Page(IEnumerable<RosterEntry> entries, CaseQuery query, int take)
    {
        CasePosition? after = CasePosition.TryParse(query.After, out var position) ? position : null;
        var total = 0;
        var first = new PriorityQueue<RosterEntry, CasePosition>(LastFirst);
        foreach (var entry in entries)
        {
            if (!(query.Decided ? CaseRules.IsDecided(entry) : CaseRules.IsOpen(entry)) || !CaseRules.Fits(query.Filter, entry))
            {
                continue;
            }

            total++;
            var place = CasePosition.Of(entry, query.Decided);
            if (after is { } end && place.CompareTo(end) <= 0)
            {
                continue;
            }

            // One more than a page tells whether there is a next one.
            if (first.Count <= take)
            {
                first.Enqueue(entry, place);
            }
            else
            {
                first.EnqueueDequeue(entry, place);
            }
        }

        var more = first.Count > take;
        if (more)
        {
            first.Dequeue();
        }

        var cases = new List<RosterEntry>(first.Count);
        while (first.TryDequeue(out var entry, out _))
        {
            cases.Add(entry);
        }

        cases.Reverse();
        return (cases, total, more);
    }

    private static readonly Comparer<CasePosition> LastFirst = Comparer<CasePosition>.Create((one, other) => other.CompareTo(one));
}
