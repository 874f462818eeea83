using System.Collections.Immutable;
using Uso.Grains.Schools;

namespace Uso.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
/// <remarks>There are as many as people, and a night asks each at most a few times: they make room before rosters do.</remarks>
[GrainType(GrainTypes.User)]
[CollectionAgeLimit(Minutes = 2)]
internal sealed partial class UserGrain(
    [PersistentState(StorageNames.User, StorageNames.Default)] IPersistentState<UserState> state,
    TimeProvider time) : Grain, IUserGrain
{
    private const int EventsKept = 100;
    private const int EndedMembershipsKept = 20;

    public async Task<ClaimStatus> ClaimAsync(ClaimUser claim)
    {
        if (state.State.PurgedAt is not null)
        {
            return ClaimStatus.Taken;
        }

        if (state.State.ClaimedBy is { } owner)
        {
            // MIS ids are reused: the link alone does not make another person the owner.
            return owner == claim.Link && state.State.MergedInto is null && !SamePerson.IsSomebodyElse(state.State.Identity!, claim.Identity) ? ClaimStatus.AlreadyYours : ClaimStatus.Taken;
        }

        state.State = new UserState
        {
            Kind = claim.Link.Kind,
            Identity = claim.Identity,
            IsFuture = claim.IsFuture,
            StartDate = claim.StartDate,
            ClaimedBy = claim.Link,
            Memberships = [new Membership { Urn = claim.Link.Urn, MisId = claim.Link.MisId, Since = claim.At, Enrolment = claim.Enrolment }],
            CreatedAt = claim.At,
            MovedOrCreatedAt = claim.At,
        };
        AddEvent(new UserEvent
        {
            At = claim.At,
            RunId = claim.RunId,
            Action = "Create",
            Urn = claim.Link.Urn,
            Reason = claim.Reason,
            Values = UserChanges.Values(null, UserChanges.Of(state.State, DateOf(claim.At))),
            By = claim.By,
        });
        await WriteAsync();
        return ClaimStatus.Claimed;
    }

    public async Task<Outcome<Done>> ApplyAsync(UserChange change)
    {
        if (state.State.Identity is not { } identity)
        {
            return new Problem(ProblemCodes.NotFound, "The account does not exist.");
        }

        var digest = OperationLog.DigestOf(change);
        switch (state.State.Operations?.Find(change.OperationId, digest))
        {
            case true:
                return Done.Instance;
            case false:
                return new Problem(ProblemCodes.OperationIdReused, "The operation id was used for another change.");
        }

        if (state.State.MergedInto is not null && change.Action is not UserAction.Return)
        {
            return new Problem(ProblemCodes.AccountMerged, "Another account took this one's place.");
        }

        var memberships = MembershipRules.After(state.State.Memberships, change, EndedMembershipsKept);

        // A school that no longer has the person does not say what they are called; an undo says what they were called before.
        var mayName = change.Action is UserAction.Split or UserAction.Return or UserAction.Leave
            || memberships.Any(one => one.Until is null && one.Urn == change.Link.Urn);
        var before = UserChanges.Of(state.State, DateOf(change.At));
        state.State.Overrides = change.Overrides ?? state.State.Overrides;
        var newIdentity = mayName && change.Identity is { } given ? Overrides.Apply(given, state.State.Overrides) : identity;
        var changed = UserChanges.Between(identity, newIdentity);
        state.State.Memberships = memberships;
        state.State.Identity = newIdentity;
        state.State.IsFuture = change.IsFuture ?? state.State.IsFuture;
        state.State.StartDate = change.IsFuture is null ? state.State.StartDate : change.StartDate;
        if (change.Action is UserAction.Move)
        {
            state.State.MovedOrCreatedAt = change.At;
        }

        NoteMerger(change);

        AddEvent(new UserEvent
        {
            At = change.At,
            RunId = change.RunId,
            Action = change.Action.ToString(),
            Urn = change.Link.Urn,
            Reason = change.Reason,
            Changed = changed,
            Before = changed.IsEmpty ? null : identity,
            Values = UserChanges.Values(before, UserChanges.Of(state.State, DateOf(change.At))),
            By = change.By,
            FromUrn = change.FromUrn,
        });
        (state.State.Operations ??= new OperationLog()).Add(change.OperationId, digest);
        await WriteAsync();
        return Done.Instance;
    }

    public Task<UserDetails?> GetAsync() => Task.FromResult(state.State.Identity is null ? null : new UserDetails
    {
        Username = this.GetPrimaryKeyString(),
        Kind = state.State.Kind,
        Identity = state.State.Identity,
        Status = UserChanges.StatusOf(state.State, DateOf(time.GetUtcNow())),
        Memberships = state.State.Memberships,
        CreatedAt = state.State.CreatedAt,
        MovedOrCreatedAt = state.State.MovedOrCreatedAt,
        StartDate = state.State.StartDate,
        Overrides = state.State.Overrides,
        MergedInto = state.State.MergedInto,
        MergedBy = state.State.MergedBy,
        PreviousUsernames = state.State.PreviousUsernames,
    });

    public Task<ImmutableArray<UserEvent>> GetHistoryAsync() => Task.FromResult(state.State.Events.Reverse().ToImmutableArray());

    /// <summary>A retired account keeps what it was; the kept one knows whose place it takes.</summary>
    private void NoteMerger(UserChange change)
    {
        switch (change.Action)
        {
            case UserAction.Merge:
                state.State.PreviousUsernames = [.. state.State.PreviousUsernames.Remove(change.Other!), change.Other!];
                break;
            case UserAction.Split:
                state.State.PreviousUsernames = state.State.PreviousUsernames.Remove(change.Other!);
                break;
            case UserAction.Retire:
                state.State.MergedInto = change.Other;
                state.State.MergedBy = $"{change.Link.Urn}/{change.RunId}";
                break;
            case UserAction.Return:
                state.State.MergedInto = null;
                state.State.MergedBy = null;
                break;
        }
    }

    private static DateOnly DateOf(DateTimeOffset at) => OvernightWindow.Today(at);

    private void AddEvent(UserEvent happened)
    {
        var events = state.State.Events.Add(happened);
        state.State.Events = events.Length > EventsKept ? events.RemoveRange(0, events.Length - EventsKept) : events;
    }

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
