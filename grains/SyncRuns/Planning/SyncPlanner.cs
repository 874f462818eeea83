using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.Users;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Compares an export with the roster, row by row, and makes the plan. Pure: the run reads and calls, this decides.
/// Order of use: <see cref="Observe"/> every row, <see cref="DecideContests"/>, <see cref="Pending"/> to the match index, <see cref="Decide"/> each answer,
/// <see cref="DecideElsewhere"/>, <see cref="Absences"/>, <see cref="Items"/>.
/// </summary>
/// <param name="roster">The roster before the run.</param>
/// <param name="urn">The school.</param>
/// <param name="runId">This run.</param>
/// <param name="now">UTC; when the plan is made.</param>
/// <param name="today">The date in England.</param>
/// <param name="graceDays">Days between first missing and unallocated.</param>
/// <param name="mis">Code of the MIS whose ids the roster has.</param>
/// <param name="changed">The export is another MIS's: its ids are all new, and none of them means whom the roster knows by it.</param>
internal sealed partial class SyncPlanner(RosterView roster, string urn, string runId, DateTimeOffset now, DateOnly today, int graceDays, string mis, bool changed)
{
    private readonly List<PlanItem> _items = [];
    private readonly List<PendingMatch> _pending = [];
    private readonly HashSet<string> _claimed = [];
    private readonly Dictionary<string, RosterEntry> _merged = [];
    private readonly HashSet<(AccountKind Kind, string MisId)> _found = [];
    private readonly NamedExclusions _excluded = new(roster.All);

    /// <summary>A row that the match index decides about.</summary>
    /// <param name="Entry">As it would stand once decided; status and account are open.</param>
    internal sealed record PendingMatch(RosterEntry Entry, RosterEntry? Before, SourceRow Source);

    public CountsBuilder Counts { get; } = new();

    public IReadOnlyList<PendingMatch> Pending => _pending;

    public ImmutableArray<PlanItem> Items => [.. Ordered().Select((item, index) => item with { Number = index + 1 })];

    /// <summary>Takes in one row about a pupil or member of staff. False when its id was seen before in this export: the row is to be reported as rejected.</summary>
    public bool Observe(ExtractPerson person)
    {
        var kind = PersonRow.KindOf(person.Kind);
        Counts.Row(kind);
        if (!roster.See(kind, person.MisId))
        {
            Counts.Rejected(kind);
            return false;
        }

        var before = changed ? null : roster.Find(kind, person.MisId);
        var fingerprint = PersonRow.Fingerprint(person);
        if (before is not null && before.Fingerprint == fingerprint)
        {
            ObserveUnchangedRow(before, person.Source);
            return true;
        }

        var entry = new RosterEntry
        {
            Kind = kind,
            MisId = person.MisId,
            Status = before?.Status ?? RosterStatus.Review,
            Username = before?.Username,
            Identity = PersonRow.IdentityOf(person),
            YearGroup = person.YearGroup,
            RegistrationGroup = person.RegistrationGroup,
            Enrolment = PersonRow.EnrolmentOf(person),
            Fingerprint = fingerprint,
            IsFuture = person.IsFuture && !(person.StartDate <= today),
            StartDate = person.StartDate,
            DecidedBy = before?.DecidedBy ?? "",
            ByHand = before?.ByHand ?? false,
            Decision = before?.Decision,
            Left = before?.Left,
            Refused = before?.Refused ?? [],
            OldLinks = before?.OldLinks ?? [],
            Since = before?.Since ?? now,
            RunId = runId,
            Mergers = before?.Mergers ?? [],
            Exclusion = before?.Exclusion,
            Arrived = before?.Arrived,
            BeforeMove = before?.BeforeMove,
        };
        entry = Overrides.With(entry, entry.Identity, before?.Overrides ?? [], today);
        ObserveChangedRow(before, entry, person.Source);
        return true;
    }

    /// <summary>A rejected row still proves that the person is there. Rows of other reports, of a group's members for one, are not about people but mention them.</summary>
    public void ObserveRejected(RejectedRow row)
    {
        if (row.Kind is not (PersonKind.Pupil or PersonKind.Staff) || !PersonRow.IsAboutPeople(row.Report))
        {
            return;
        }

        var kind = PersonRow.KindOf(row.Kind.Value);
        Counts.Row(kind);
        Counts.Rejected(kind);
        if (row.MisId is not null)
        {
            roster.See(kind, row.MisId);
        }
    }

    /// <summary>Plans what the index, or the national UPN index, said of a pending row.</summary>
    public void Decide(PendingMatch pending, MatchAnswer answer)
    {
        if (IsUnaccounted(ref pending, answer) || StaysOut(pending, answer))
        {
            return;
        }

        var entry = pending.Entry;
        switch (answer.Verdict)
        {
            case MatchVerdict.Create or MatchVerdict.Linked when entry.Left is not null:
                // A person wanted it open: what the rules think by now is shown, and that person decides.
                AddReview(pending, PlanReasons.LeftOpen, answer.Verdict is MatchVerdict.Linked ? [Candidate(pending, answer, PlanReasons.LeftOpen)] : []);
                break;
            case MatchVerdict.Create:
                Add(PlanAction.Create, Allocate(entry, answer.Username!, answer.Rule) with { Arrived = now }, pending, answer.Rule);
                break;
            case MatchVerdict.Linked when entry.Refused.Contains(answer.Username!):
                AddReview(pending, PlanReasons.TakenBack, [Candidate(pending, answer, PlanReasons.TakenBack)]);
                break;
            case MatchVerdict.Linked when !_claimed.Add(answer.Username!):
                // The index settles claims within its LA; the national UPN check answers row by row.
                AddReview(
                    pending,
                    PlanReasons.AccountInUse,
                    [new CaseCandidate { Username = answer.Username!, Evidence = answer.Rule, Vetoes = [PlanReasons.AccountInUse] }]);
                break;
            case MatchVerdict.Linked when roster.FindByUsername(answer.Username!) is { } here && (changed || here.MisId != entry.MisId):
                DecideSameSchool(pending, answer, here);
                break;
            case MatchVerdict.Linked when roster.FindWithout(answer.Username!) is { } without && (changed || without.MisId != entry.MisId) && StaysWithout(pending, answer, without):
                break;
            case MatchVerdict.Linked when answer.AccountUrn == urn || answer.AccountUrn is null || entry.Kind is AccountKind.Staff:
                // Staff may have posts at several schools: a second school joins, the first one stays.
                Add(PlanAction.Link, Allocate(entry, answer.Username!, answer.Rule), pending, answer.Rule);
                break;
            case MatchVerdict.Linked:
                _elsewhere.Add((pending, answer));
                break;
            default:
                AddReview(pending, answer.Rule, answer.Candidates);
                break;
        }
    }

    private void ObserveUnchangedRow(RosterEntry before, SourceRow source)
    {
        switch (before.Status)
        {
            case RosterStatus.Allocated:
                ObserveUnchangedAccount(before, source);
                break;
            case RosterStatus.Review:
                Counts.Review(before.Kind);
                break;
            case RosterStatus.Excluded:
                Counts.Excluded(before.Kind);
                break;
            case RosterStatus.Unallocated:
                AddRestore(before, before, source);
                break;
            case RosterStatus.Merged:
                ObserveMerged(before);
                break;
            default:
                _contests.Add(new Contest(before with { IsFuture = before.IsFuture && !(before.StartDate <= today) }, before, source));
                break;
        }
    }

    private void ObserveChangedRow(RosterEntry? before, RosterEntry entry, SourceRow source)
    {
        switch (before?.Status)
        {
            case null or RosterStatus.Review when _excluded.Find(entry.Kind, entry.Identity) is { } mark:
                // Whom the roster knows by another id may have an account: that is asked first.
                _pending.Add(new PendingMatch(Stranger(Reopened(entry)) with { Exclusion = mark }, before, source));
                break;
            case RosterStatus.Unallocated when _excluded.Find(entry.Kind, entry.Identity) is { } mark:
                Add(PlanAction.Exclude, Out(entry, mark), before, PlanReasons.ExcludedByName, source);
                break;
            case null:
                _pending.Add(new PendingMatch(entry, null, source));
                break;
            case RosterStatus.Review:
                // What was said of the case of somebody else says nothing of this one.
                _pending.Add(new PendingMatch(Reopened(SamePerson.IsSomebodyElse(before.Identity, entry.Identity) ? Stranger(entry) : entry), before, source));
                break;
            case RosterStatus.Excluded or RosterStatus.Moved when IsKnown(before.Identity) && SamePerson.IsSomebodyElse(before.Identity, entry.Identity):
                AddReview(
                    new PendingMatch(Stranger(entry), before, source),
                    PlanReasons.MisIdReused,
                    before.Username is null ? [] : [MatchMapping.ToCandidate(before, entry.Identity, urn, PlanReasons.MisIdReused)]);

                // The exclusion, or where the pupil went, stays on record.
                Add(PlanAction.Rekey, before with { MisId = Rosters.FormerIds.Of(before.MisId, runId), RunId = runId }, before: null, PlanReasons.MisIdReused);
                break;
            case RosterStatus.Excluded:
                Counts.Excluded(entry.Kind);
                break;
            case RosterStatus.Allocated or RosterStatus.Unallocated when SamePerson.IsSomebodyElse(MisOf(before), MisOf(entry)):
                entry = Plain(entry);
                AddReview(
                    new PendingMatch(Stranger(entry), before, source),
                    PlanReasons.MisIdReused,
                    [MatchMapping.ToCandidate(before, entry.Identity, urn, PlanReasons.MisIdReused)]);

                // The one who had the id is missing from the export like anybody else who is: kept under an id of their own, with the same grace.
                Add(
                    PlanAction.MarkMissing,
                    before with { MisId = Rosters.FormerIds.Of(before.MisId, runId), MissingSince = before.MissingSince ?? today, RunId = runId },
                    before: null,
                    PlanReasons.MisIdReused);
                break;
            case RosterStatus.Allocated when IsPaused:
                if (Paused(entry, before) is { } kept)
                {
                    Add(PlanAction.Update, kept, before, PlanReasons.RowChanged, source);
                }
                else
                {
                    Counts.Unchanged(entry.Kind);
                }

                break;
            case RosterStatus.Allocated:
                Add(PlanAction.Update, entry with { Exclusion = entry.Exclusion ?? _excluded.Find(entry.Kind, entry.Identity) }, before, PlanReasons.RowChanged, source);
                break;
            case RosterStatus.Unallocated:
                AddRestore(entry, before, source);
                break;
            case RosterStatus.Merged when SamePerson.IsSomebodyElse(before.Identity, entry.Identity):
                _pending.Add(new PendingMatch(Reopened(entry), before, source));
                break;
            case RosterStatus.Merged:
                ObserveMerged(before);
                break;
            default:
                _contests.Add(new Contest(entry with { ClaimedSince = before.ClaimedSince }, before, source));
                break;
        }
    }

    private static RosterEntry Reopened(RosterEntry entry) =>
        Plain(entry) with { MissingSince = null, MovedTo = null, ClaimedSince = null, Candidates = [] };

    private RosterEntry Allocate(RosterEntry entry, string username, string rule) => entry with
    {
        Status = RosterStatus.Allocated,
        Username = username,
        MovedTo = null,
        BeforeMove = null,
        ClaimedSince = null,
        MissingSince = null,
        Keep = null,
        Candidates = [],
        DecidedBy = rule,
        Since = now,
        RunId = runId,
    };

    private void AddRestore(RosterEntry entry, RosterEntry before, SourceRow source) =>
        Add(PlanAction.Restore, Allocate(entry, before.Username!, PlanReasons.BackInMis), before, PlanReasons.BackInMis, source);

    private void AddReview(PendingMatch pending, string rule, ImmutableArray<CaseCandidate> candidates)
    {
        // A case that stands as it stood needs no write: the row is still waiting.
        if (pending.Before is { Status: RosterStatus.Review } before && before.Fingerprint == pending.Entry.Fingerprint && before.Candidates.SequenceEqual(candidates, CandidateComparer.Instance))
        {
            Counts.Review(pending.Entry.Kind);
            return;
        }

        Add(
            PlanAction.Review,
            pending.Entry with { Status = RosterStatus.Review, Username = null, MovedTo = null, Candidates = candidates, DecidedBy = rule, ByHand = false, Since = now, RunId = runId },
            pending,
            rule);
    }

    private void Add(PlanAction action, RosterEntry entry, PendingMatch pending, string reason, string? fromUrn = null) =>
        Add(action, entry, pending.Before, reason, pending.Source, fromUrn);

    private void Add(PlanAction action, RosterEntry entry, RosterEntry? before, string reason, SourceRow? source = null, string? fromUrn = null) =>
        _items.Add(new PlanItem
        {
            Number = 0,
            Action = action,
            Entry = entry,
            Before = before,
            Reason = reason,
            FromUrn = fromUrn,
            SourceFile = source?.File,
            SourceRow = source?.Row,
        });
}
