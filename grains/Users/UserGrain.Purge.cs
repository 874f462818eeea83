using Uso.Grains.Upns;

namespace Uso.Grains.Users;

/// <summary>The end of an account: one school after the other gives it up, and the last one erases whose it was.</summary>
internal sealed partial class UserGrain
{
    public async Task<PurgeOutcome> PurgeAsync(PurgeUser purge)
    {
        if (state.State.Identity is not { } identity)
        {
            if (purge.UpnIsFree && (state.State.UpnToFree is not null || !state.State.PreviousUsernames.IsEmpty))
            {
                state.State.UpnToFree = null;
                state.State.PreviousUsernames = [];
                await WriteAsync();
            }

            return new PurgeOutcome { Erased = true, Upn = state.State.UpnToFree, Retired = state.State.PreviousUsernames };
        }

        var others = purge.IsRetired ? [] : state.State.Memberships.RemoveAll(one => one.Urn == purge.Urn);
        if (!purge.IsRetired && state.State.Memberships.Any(one => one.Urn == purge.Urn && one.Until is null))
        {
            // The school has the person again: nothing is over.
            return new PurgeOutcome { Erased = false, Schools = [.. state.State.Memberships.Select(one => one.Urn).Distinct()] };
        }

        if (!others.IsEmpty)
        {
            if (others.Length != state.State.Memberships.Length)
            {
                state.State.Memberships = others;
                AddEvent(new UserEvent { At = purge.At, RunId = purge.RunId, Action = "Purge", Urn = purge.Urn, Reason = purge.Reason });
                await WriteAsync();
            }

            return new PurgeOutcome { Erased = false, Schools = [.. others.Select(one => one.Urn).Distinct()] };
        }

        // What is left is that the username was given: it is never given again. And, until the second call, what it takes to end what was begun.
        state.State = new UserState
        {
            Kind = state.State.Kind,
            PurgedAt = purge.At,
            PurgedBy = $"{purge.Urn}/{purge.RunId}",
            UpnToFree = PermanentUpns.Of(identity),
            PreviousUsernames = state.State.PreviousUsernames,
        };
        await WriteAsync();
        return new PurgeOutcome { Erased = true, Upn = state.State.UpnToFree, Retired = state.State.PreviousUsernames };
    }
}
