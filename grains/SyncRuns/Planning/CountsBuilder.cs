namespace Uso.Grains.SyncRuns;

/// <summary>Counts what a plan does with each row; the result adds up to the rows read.</summary>
internal sealed class CountsBuilder
{
    private readonly Dictionary<AccountKind, Tally> _tallies = new() { [AccountKind.Pupil] = new(), [AccountKind.Staff] = new() };

    public void Row(AccountKind kind) => _tallies[kind].Rows++;

    public void Rejected(AccountKind kind) => _tallies[kind].Rejected++;

    public void Unchanged(AccountKind kind) => _tallies[kind].Unchanged++;

    public void Excluded(AccountKind kind) => _tallies[kind].Excluded++;

    public void Elsewhere(AccountKind kind) => _tallies[kind].Elsewhere++;

    public void Review(AccountKind kind) => _tallies[kind].Review++;

    public void Missing(AccountKind kind) => _tallies[kind].Missing++;

    /// <summary>Adds what the plan, with the gate's verdict, does.</summary>
    public RunCounts Of(AccountKind kind, IReadOnlyCollection<PlanItem> plan)
    {
        var tally = _tallies[kind];
        var items = plan.Where(item => item.Entry.Kind == kind).ToList();
        var rows = items.Where(item => item.Action is not (PlanAction.MarkMissing or PlanAction.Unallocate or PlanAction.Forget or PlanAction.Rekey)).ToList();
        return new RunCounts
        {
            Rows = tally.Rows,
            Created = Open(rows, PlanAction.Create),
            Linked = Open(rows, PlanAction.Link),
            Moved = Open(rows, PlanAction.Move),
            Updated = Open(rows, PlanAction.Update),
            Restored = Open(rows, PlanAction.Restore),
            Unchanged = tally.Unchanged,
            Review = tally.Review + Open(rows, PlanAction.Review),
            Rejected = tally.Rejected,
            Excluded = tally.Excluded + Open(rows, PlanAction.Exclude),
            Elsewhere = tally.Elsewhere + Open(rows, PlanAction.NoteElsewhere),
            HeldRows = rows.Count(item => item.Held),
            Missing = tally.Missing + items.Count(item => item is { Action: PlanAction.MarkMissing, Held: false, Reason: PlanReasons.NotInExport or PlanReasons.MisIdReused }),
            Unallocated = Open(items, PlanAction.Unallocate),
            Kept = items.Count(item => item is { Action: PlanAction.Rekey, Reason: PlanReasons.MisChanged, Entry.Status: RosterStatus.Allocated, Entry.MissingSince: null }),
            HeldUnallocations = items.Count(item => item is { Held: true, Action: PlanAction.MarkMissing or PlanAction.Unallocate }),
        };
    }

    /// <summary>The counts once the held part of the plan is applied too.</summary>
    public static RunCounts Approved(RunCounts counts, AccountKind kind, IReadOnlyCollection<PlanItem> plan)
    {
        var held = plan.Where(item => item.Held && item.Entry.Kind == kind).ToLookup(item => item.Action);
        return counts with
        {
            Created = counts.Created + held[PlanAction.Create].Count(),
            Moved = counts.Moved + held[PlanAction.Move].Count(),
            Updated = counts.Updated + held[PlanAction.Update].Count(),
            Review = counts.Review + held[PlanAction.Review].Count(),
            HeldRows = 0,
            Missing = counts.Missing + held[PlanAction.MarkMissing].Count(),
            Unallocated = counts.Unallocated + held[PlanAction.Unallocate].Count(),
            HeldUnallocations = 0,
        };
    }

    private static int Open(IEnumerable<PlanItem> items, PlanAction action) => items.Count(item => item.Action == action && !item.Held);

    private sealed class Tally
    {
        public int Rows { get; set; }
        public int Rejected { get; set; }
        public int Unchanged { get; set; }
        public int Excluded { get; set; }
        public int Elsewhere { get; set; }
        public int Review { get; set; }
        public int Missing { get; set; }
    }
}
