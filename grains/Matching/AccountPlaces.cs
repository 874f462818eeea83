namespace Uso.Grains.Matching;

/// <summary>
/// At which schools of an LA each account is. Most are at one; staff may have posts at several. The school that speaks for an account is the first by URN of
/// those that have it now, else of those that had it, so that the order of news does not matter.
/// </summary>
internal sealed class AccountPlaces
{
    private readonly Dictionary<string, Place> _places = [];

    /// <summary>Notes what one school says of an account.</summary>
    /// <returns>The school that speaks for it now; null when no school knows it any more.</returns>
    public string? Put(IndexedAccount account)
    {
        var others = Without(_places.GetValueOrDefault(account.Username), account.Urn);
        var places = account.Gone ? others : Insert(new Place(account.Urn, account.Allocated, account.Allocated && !account.IsFuture, null), others);
        if (places is null)
        {
            _places.Remove(account.Username);
            return null;
        }

        _places[account.Username] = places;
        return places.Urn;
    }

    public void Remove(string username) => _places.Remove(username);

    /// <summary>The school that speaks for an account; null when none knows it.</summary>
    public string? Find(string username) => _places.GetValueOrDefault(username)?.Urn;

    /// <summary>Whether one of the schools has the account, or had it last.</summary>
    public bool IsKnownTo(string username, IReadOnlySet<string> schools) => IsAt(username, place => schools.Contains(place.Urn));

    /// <summary>Whether one of the schools publishes the account: has it now, and it has started.</summary>
    public bool IsPublishedBy(string username, IReadOnlySet<string> schools) => IsAt(username, place => place.Published && schools.Contains(place.Urn));

    private bool IsAt(string username, Func<Place, bool> where)
    {
        var place = _places.GetValueOrDefault(username);
        while (place is not null && !where(place))
        {
            place = place.Next;
        }

        return place is not null;
    }

    private static Place? Without(Place? places, string urn) =>
        places is null ? null : places.Urn == urn ? places.Next : places with { Next = Without(places.Next, urn) };

    private static Place Insert(Place place, Place? places) =>
        places is null || Comes(place, places) ? place with { Next = places } : places with { Next = Insert(place, places.Next) };

    private static bool Comes(Place one, Place other) =>
        one.Allocated != other.Allocated ? one.Allocated : string.CompareOrdinal(one.Urn, other.Urn) < 0;

    private sealed record Place(string Urn, bool Allocated, bool Published, Place? Next);
}
