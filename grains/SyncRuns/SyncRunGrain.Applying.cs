using System.Collections.Immutable;
using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Apply: accounts first, then the roster, then the indexes, chunk by chunk. Every step does the same when it is done again, so a kill at any point is
/// followed by the same outcome.
/// </summary>
internal sealed partial class SyncRunGrain
{
    private const int ChunkSize = 1000;
    private const int CallsAtOnce = 512;

    private ImmutableArray<PlanItem> _plan;

    private async Task ApplyPlanAsync(CancellationToken cancellationToken)
    {
        var approved = state.State.Phase is RunPhase.ApplyingHeld;
        var plan = _plan.IsDefault
            ? await ReadPlanAsync(cancellationToken)
            : _plan;
        var todo = plan.Where(item => item.Held == approved && item.Action is not PlanAction.Left).ToImmutableArray();
        while (state.State.Applied < todo.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _appliedNow = state.State.Applied;
            var chunk = todo.Slice(state.State.Applied, Math.Min(ChunkSize, todo.Length - state.State.Applied));
            var current = approved || state.State.Resumed ? await StillAsPlannedAsync(chunk, todo) : chunk;
            current = await ReservedAsync(current, state.State.Applied + chunk.Length);
            await ApplyChunkAsync(current, $"{Key.RunId}/{(approved ? "held-" : "")}{state.State.Applied}");
            state.State.Applied += chunk.Length;
            state.State.Attempts = 0;
            if (state.State.Applied < todo.Length)
            {
                await WriteAsync();
            }
        }

        var holds = !approved && plan.Any(item => item.Held);
        if (!holds)
        {
            await ApplyGroupsAsync(cancellationToken);
        }

        if (approved)
        {
            state.State.Pupils = CountsBuilder.Approved(state.State.Pupils, AccountKind.Pupil, plan);
            state.State.Staff = CountsBuilder.Approved(state.State.Staff, AccountKind.Staff, plan);
            var numbers = state.State.Turned.Select(turned => turned.Number).ToHashSet();
            var turned = plan.Where(item => item.Held && numbers.Contains(item.Number)).ToList();
            state.State.Pupils = Turned(state.State.Pupils, AccountKind.Pupil, turned);
            state.State.Staff = Turned(state.State.Staff, AccountKind.Staff, turned);
        }

        await RestAsync(holds ? RunPhase.Held : RunPhase.Complete);
    }

    private async Task<ImmutableArray<PlanItem>> ReadPlanAsync(CancellationToken cancellationToken) =>
        state.State.PlanSha256 is { } sha256 ? await blobs.ReadLinesAsync<PlanItem>(sha256, 0, int.MaxValue, cancellationToken) : [];

    /// <summary>A held part, or one that a fault stopped, may wait for days: what somebody changed since the plan was made is left as it is. A part that this run applied before counts as planned.</summary>
    private async Task<ImmutableArray<PlanItem>> StillAsPlannedAsync(ImmutableArray<PlanItem> chunk, ImmutableArray<PlanItem> held)
    {
        var roster = await RosterAsync(Key.Urn);

        // Who had an id that names somebody else goes on under another one only when that somebody gets it.
        var reused = held.Where(item => item is { Reason: PlanReasons.MisIdReused, Before: not null }).ToDictionary(item => (item.Entry.Kind, item.Entry.MisId));
        return
        [
            .. chunk.Where(item => Stands(
                item.Reason is PlanReasons.MisIdReused && FormerIds.IsFormer(item.Entry.MisId) ? reused[(item.Entry.Kind, FormerIds.OriginalOf(item.Entry.MisId))] : item)),
        ];

        bool Stands(PlanItem item)
        {
            var run = roster.Find(item.Entry.Kind, item.Entry.MisId)?.RunId;
            return run == item.Before?.RunId || run == Key.RunId;
        }
    }

    private async Task ApplyChunkAsync(ImmutableArray<PlanItem> chunk, string operationId)
    {
        foreach (var merger in chunk.Where(item => item.Merger is not null))
        {
            await ApplyMergerAsync(merger);
        }

        chunk = [.. chunk.Where(item => item.Merger is null)];
        if (chunk.IsEmpty)
        {
            return;
        }

        var applied = new RosterEntry[chunk.Length];
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(CallsAtOnce, chunk.Length)).Select(_ => DrainAsync()));

        // An id that the new MIS gave to somebody else is forgotten and put in one change: then the put is what counts.
        var puts = applied.Where((_, i) => !LeavesTheRoster(chunk[i])).ToImmutableArray();
        var put = puts.Select(entry => (entry.Kind, entry.MisId)).ToHashSet();
        var forgetting = chunk.Where(LeavesTheRoster).ToLookup(item => (item.Entry.Kind, item.Entry.MisId));
        var forgotten = forgetting.Where(item => !put.Contains(item.Key)).Select(item => Link(item.First().Entry)).ToImmutableArray();
        var seen = chunk
            .Where(item => !LeavesTheRoster(item))
            .Select(item => item.Before?.RunId ?? forgetting[(item.Entry.Kind, item.Entry.MisId)].FirstOrDefault()?.Before?.RunId)
            .ToImmutableArray();
        var outcome = await GrainFactory.Roster(Key.Urn).ApplyAsync(new RosterChange
        {
            OperationId = operationId,
            Puts = puts,
            Removals = forgotten,
            SeenRuns = seen,
        });
        if (!outcome.TryGet(out _, out var problem))
        {
            throw new InvalidOperationException($"The roster refused a chunk: {problem.Code}.");
        }

        await NoteClaimsAsync(chunk);
        await AssignUpnsAsync(chunk, applied);
        await UpdateIndexesAsync(chunk, applied);

        // The grain's own turns interleave here only at awaits: the counter needs no lock.
        async Task DrainAsync()
        {
            while (next < chunk.Length)
            {
                var i = next++;
                applied[i] = await ApplyAccountAsync(chunk[i]);
                _appliedNow++;
            }
        }
    }

    /// <summary>Writes the account of one item; answers the roster entry as it really is, with the username that was got.</summary>
    private async Task<RosterEntry> ApplyAccountAsync(PlanItem item)
    {
        var entry = item.Entry;
        switch (item.Action)
        {
            case PlanAction.Create:
                return entry with { Username = await ClaimAsync(item) };
            case PlanAction.Link:
                return entry with { Username = await ChangeAsync(item, UserAction.Link) };
            case PlanAction.Move:
                entry = entry with { Username = await ChangeAsync(item, UserAction.Move) };
                await GrainFactory.Roster(Urn.Parse(item.FromUrn!)).MarkMovedAsync(entry.Username!, Key.Urn.Value, Key.ToString(), state.State.PlannedAt);
                break;
            case PlanAction.Restore:
                return entry with { Username = await ChangeAsync(item, UserAction.Restore) };
            case PlanAction.Update when entry.Username is not null && entry.Status is RosterStatus.Allocated && ChangesAccount(item):
                await ChangeAsync(item, UserAction.Update);
                await TellOtherSchoolsAsync(item);
                break;
            case PlanAction.Purge:
                return await PurgeAsync(item);
            case PlanAction.Exclude when item.Before is { Status: RosterStatus.Allocated } before && before.Username == entry.Username:
            case PlanAction.Unallocate:
                await ChangeAsync(item, UserAction.Leave);
                break;
            case PlanAction.Revert when item.FromUrn is { } from && from != Key.Urn.Value:
                await RevertMoveAsync(item, from);
                break;
            case PlanAction.Revert when entry.Username is not null || item.Before?.Username is not null:
                await ChangeAsync(item, UserAction.Leave);
                break;
        }

        return entry;
    }

    /// <summary>Takes the planned username, or the next number that is free. The link makes a repeated claim find its own account again.</summary>
    private async Task<string> ClaimAsync(PlanItem item)
    {
        var claim = new ClaimUser
        {
            Link = Link(item.Entry),
            Identity = item.Entry.Identity,
            IsFuture = item.Entry.IsFuture,
            Enrolment = item.Entry.Enrolment,
            RunId = Key.RunId,
            Reason = item.Reason,
            At = state.State.PlannedAt,
            StartDate = item.Entry.StartDate,
            By = state.State.Order!.RequestedBy,
        };
        for (var username = Username.Parse(item.Entry.Username!); ; username = username.Next())
        {
            if (await GrainFactory.User(username).ClaimAsync(claim) is not ClaimStatus.Taken)
            {
                return username.Value;
            }
        }
    }

    /// <summary>Changes the account, or the one that took its place since the plan was made; answers which.</summary>
    private async Task<string> ChangeAsync(PlanItem item, UserAction action)
    {
        var username = Username.Parse(item.Entry.Username ?? item.Before!.Username!);
        var change = new UserChange
        {
            OperationId = $"{Key}/{item.Number}",
            Action = action,
            Link = Link(item.Entry),
            Identity = action is UserAction.Leave || ClaimRules.IsSecond(item.Entry.Enrolment) ? null : item.Entry.Identity,
            FromUrn = action is UserAction.Move ? item.FromUrn : null,
            RunId = Key.RunId,
            Reason = item.Reason,
            At = state.State.PlannedAt,
            IsFuture = action is UserAction.Leave || ClaimRules.IsSecond(item.Entry.Enrolment) ? null : item.Entry.IsFuture,
            Enrolment = item.Entry.Enrolment,
            StartDate = item.Entry.StartDate,
            Overrides = action is UserAction.Leave || (item.Entry.Overrides.IsEmpty && action is not UserAction.Update) ? null : item.Entry.Overrides,
            By = state.State.Order!.RequestedBy,
        };
        while (true)
        {
            var account = GrainFactory.User(username);
            var outcome = await account.ApplyAsync(change);
            if (outcome.TryGet(out _, out var problem))
            {
                return username.Value;
            }

            if (problem.Code is not ProblemCodes.AccountMerged || (await account.GetAsync())?.MergedInto is not { } kept)
            {
                throw new InvalidOperationException($"An account refused a change: {problem.Code}.");
            }

            username = Username.Parse(kept);
        }
    }

    private async Task RevertMoveAsync(PlanItem item, string from)
    {
        var username = Username.Parse(item.Entry.Username ?? item.Before!.Username!);
        var account = GrainFactory.User(username);
        var there = (await account.GetAsync())?.Memberships.LastOrDefault(one => one.Urn == from);
        var entry = there is null ? null : await GrainFactory.Roster(Urn.Parse(from)).GetEntryAsync(item.Entry.Kind, there.MisId);
        var leaves = MoveRules.WasWithout(entry);
        var outcome = await account.ApplyAsync(new UserChange
        {
            OperationId = $"{Key}/{item.Number}",
            Action = leaves ? UserAction.Leave : UserAction.Move,
            Link = leaves ? Link(item.Entry) : Link(item.Entry) with { Urn = from, MisId = there?.MisId ?? item.Entry.MisId },

            // What this school's row made of the name goes too.
            Identity = entry?.Username == username.Value ? entry.Identity : null,
            FromUrn = leaves ? null : Key.Urn.Value,
            RunId = Key.RunId,
            Reason = item.Reason,
            At = state.State.PlannedAt,
            By = state.State.Order!.RequestedBy,
        });
        if (!outcome.TryGet(out _, out var problem))
        {
            throw new InvalidOperationException($"An account refused to go back: {problem.Code}.");
        }

        await KeepUpnInStepAsync(username, item.Before?.Identity, (await account.GetAsync())?.Identity);
        var undone = new RunKey(Key.Urn, state.State.Order!.UndoOf ?? item.Before!.Decision!.RunId);
        await GrainFactory.Roster(Urn.Parse(from)).UnmarkMovedAsync(username.Value, undone.ToString(), state.State.PlannedAt);
    }

    /// <summary>The school that has a pupil sees who else claims them.</summary>
    private Task NoteClaimsAsync(ImmutableArray<PlanItem> chunk) => Task.WhenAll(chunk
        .Where(item => item is { Action: PlanAction.NoteElsewhere, Entry.MovedTo: not null }
            or { Action: PlanAction.MarkMissing, Reason: PlanReasons.MovedAway, Before: { ClaimedSince: not null, MovedTo: not null } })
        .Select(item => GrainFactory.Roster(Urn.Parse(item.Entry.MovedTo!))
            .NoteClaimAsync(item.Entry.Username!, Key.Urn.Value, item.Action is PlanAction.NoteElsewhere)));

    /// <summary>Class, year and the grace are the roster's; the account changes with the identity and on the first day.</summary>
    private static bool ChangesAccount(PlanItem item) =>
        item.Before is null || item.Before.Identity != item.Entry.Identity || item.Before.IsFuture != item.Entry.IsFuture || item.Before.Enrolment != item.Entry.Enrolment
        || item.Before.StartDate != item.Entry.StartDate || !item.Before.Overrides.SequenceEqual(item.Entry.Overrides);

    private MisLink Link(RosterEntry entry) => new() { Urn = Key.Urn.Value, Kind = entry.Kind, MisId = entry.MisId };
}
