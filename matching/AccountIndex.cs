namespace Uso.Matching;

/// <summary>
/// The accounts of one local authority, held in memory and searchable. Not thread-safe: one grain owns it.
/// </summary>
public sealed class AccountIndex
{
    /// <summary>The version of the rules, stored with each decision.</summary>
    public const string RulesVersion = "rules-1";

    public int Count => throw new NotImplementedException();

    /// <summary>Adds an account or replaces what is known of it.</summary>
    public void Upsert(MatchAccount account) => throw new NotImplementedException();

    /// <summary>Forgets an account; unknown usernames are ignored.</summary>
    public void Remove(string username) => throw new NotImplementedException();

    /// <summary>
    /// Decides a whole batch: each record on its own, then one-to-one across the batch (two claims on one account both go to review).
    /// The answer does not depend on the order of the records or of earlier upserts; decisions come back in the order of the records.
    /// </summary>
    public IReadOnlyList<MatchDecision> Match(IReadOnlyList<MatchRecord> batch) => throw new NotImplementedException();
}
