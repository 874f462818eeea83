using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>
/// Accounts that runs are about to make, so that two schools that meet the same new person at the same time do not both make one. A reservation ends when the
/// account is told of, or with the school's next batch. In memory: what a restart loses is a moment, and the account or the UPN is there after it.
/// </summary>
internal sealed class AccountReservations
{
    private readonly AccountIndex _index = new();
    private readonly Dictionary<string, string> _schools = [];

    /// <summary>Whom the records might be, of those that other schools are making; null when nobody makes any.</summary>
    public IReadOnlyList<MatchDecision>? Match(IReadOnlyList<MatchRecord> records, string urn) =>
        _schools.Values.Any(school => school != urn) ? _index.Match(records, username => _schools[username] != urn) : null;

    public void Add(IndexedAccount account)
    {
        _index.Upsert(MatchMapping.ToAccount(account));
        _schools[account.Username] = account.Urn;
    }

    public void End(string username)
    {
        if (_schools.Remove(username))
        {
            _index.Remove(username);
        }
    }

    public void EndAll(string urn)
    {
        foreach (var username in _schools.Where(one => one.Value == urn).Select(one => one.Key).ToList())
        {
            End(username);
        }
    }
}
