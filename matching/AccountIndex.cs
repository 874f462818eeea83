using Uso.Matching.Compare;
using Uso.Matching.Index;
using Uso.Matching.Rules;
using Uso.Matching.Score;

namespace Uso.Matching;

/// <summary>
/// The accounts of one local authority, held in memory and searchable. Not thread-safe: one grain owns it.
/// </summary>
public sealed class AccountIndex
{
    /// <summary>The version of the rules, stored with each decision.</summary>
    public const string RulesVersion = "rules-3";

    // Below it, the dead are not worth a rebuild.
    private const int FewDead = 1024;

    private readonly Dictionary<string, int> _byUsername = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _schools = new(StringComparer.Ordinal);
    private readonly Scorer _scorer;
    private NameCache _names = new();
    private People _people = new();
    private Postings _postings = new();
    private PopulationCounts _population = new();
    private CandidateSearch _search = new();

    /// <summary>An index with the parameters of the current rules.</summary>
    public AccountIndex()
        : this(Scorer.Current)
    {
    }

    internal AccountIndex(Scorer scorer) => _scorer = scorer;

    /// <summary>Vetoes that do not count, by code.</summary>
    internal IReadOnlySet<string> VetoesOff { get; init; } = Vetoes.NoneOff;

    public int Count => _byUsername.Count;

    /// <summary>Comparisons made so far: the measure of work that tests bound.</summary>
    internal long Comparisons => _search.Comparisons;

    /// <summary>Comparisons that the last search for duplicates made.</summary>
    internal long DuplicateComparisons { get; private set; }

    /// <summary>Block entries visited so far.</summary>
    internal long Visits => _search.Visits;

    /// <summary>Adds an account or replaces what is known of it.</summary>
    public void Upsert(MatchAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        (ulong upn, UpnStatus status) = Identity.Encode(account.Kind, account.Upn);
        var identity = new Identity(
            _names.Keep(account.FirstName),
            _names.Keep(account.LastName),
            account.OtherFirstName is null && account.OtherLastName is null ? null
                : OtherNames.Of(_names.Keep(account.OtherFirstName), _names.Keep(account.OtherLastName)),
            upn,
            account.DateOfBirth?.DayNumber ?? -1,
            School(account.School),
            status,
            account.Kind);
        if (_byUsername.TryGetValue(account.Username, out int person))
        {
            if (_people[person].Identity == identity)
            {
                return;
            }

            Forget(person);
        }

        _population.Add(identity, 1);
        _byUsername[account.Username] = Add(account.Username, identity);
        RebuildWhenMostlyDead();
    }

    /// <summary>Forgets an account; unknown usernames are ignored.</summary>
    public void Remove(string username)
    {
        if (!_byUsername.Remove(username, out int person))
        {
            return;
        }

        Forget(person);
        if (_byUsername.Count == 0)
        {
            (_names, _people, _postings, _search, _population) = (new NameCache(), new People(), new Postings(), new CandidateSearch(), new PopulationCounts());
            _schools.Clear();
        }
        else
        {
            RebuildWhenMostlyDead();
        }
    }

    /// <summary>
    /// Decides a whole batch: each record on its own, then one-to-one across the batch (two claims on one account both go to review).
    /// The answer does not depend on the order of the records or of earlier upserts; decisions come back in the order of the records.
    /// </summary>
    /// <param name="batch">The records.</param>
    /// <param name="sees">For one who may not know of every account: whether a username counts. The others are as if they were not there. All when null.</param>
    public IReadOnlyList<MatchDecision> Match(IReadOnlyList<MatchRecord> batch, Func<string, bool>? sees = null)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var records = new Identity[batch.Count];
        var schools = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = Prepare(batch[i], schools);
        }

        _search.Reset(sees);
        return new BatchMatcher(batch, records, _people, _postings, _search, new Weights(_scorer, _population), VetoesOff).Decide();
    }

    /// <summary>Accounts that are likely one person's, the likeliest first. No longer than asked for, whatever the index holds.</summary>
    public IReadOnlyList<AccountDuplicate> FindDuplicates(int most)
    {
        var search = new DuplicateSearch(_people, _postings, most);
        IReadOnlyList<AccountDuplicate> found = search.Find();
        DuplicateComparisons = search.Comparisons;
        return found;
    }

    /// <summary>Whether an account that counts has a record's two names, or names near them, whatever the birthday.</summary>
    public bool HasNamesake(MatchRecord record, Func<string, bool>? sees = null)
    {
        ArgumentNullException.ThrowIfNull(record);
        _search.Reset(sees);
        return _search.HasNamesake(_people, _postings, Prepare(record, []), except: -1);
    }

    /// <summary>Whether a record would be compared with an account: what blocking must not lose.</summary>
    internal bool IsCompared(MatchRecord record, string username)
    {
        _search.Reset();
        return _byUsername.TryGetValue(username, out int person) && _search.Compares(_people, _postings, Prepare(record, []), person);
    }

    private Identity Prepare(MatchRecord record, Dictionary<string, int> newSchools)
    {
        (ulong upn, UpnStatus status) = Identity.Encode(record.Kind, record.Upn);
        if (!_schools.TryGetValue(record.School, out int school) && !newSchools.TryGetValue(record.School, out school))
        {
            school = -1 - newSchools.Count;
            newSchools.Add(record.School, school);
        }

        return new Identity(
            _names.Look(record.FirstName),
            _names.Look(record.LastName),
            record.OtherFirstName is null && record.OtherLastName is null ? null
                : OtherNames.Of(_names.Look(record.OtherFirstName), _names.Look(record.OtherLastName)),
            upn,
            record.DateOfBirth?.DayNumber ?? -1,
            school,
            status,
            record.Kind);
    }

    private void Forget(int person)
    {
        _population.Add(_people[person].Identity, -1);
        _people[person].Username = null;
    }

    private int School(string urn)
    {
        if (!_schools.TryGetValue(urn, out int school))
        {
            school = _schools.Count;
            _schools.Add(urn, school);
        }

        return school;
    }

    private int Add(string username, in Identity identity)
    {
        int person = _people.Add(username, identity);
        var keys = BlockKeys.ToStore(identity);
        for (int i = 0; i < keys.Count; i++)
        {
            _postings.Add(keys.Key(i), person);
        }

        return person;
    }

    // The cost of a rebuild is spread over the half of the index that had to change for it.
    private void RebuildWhenMostlyDead()
    {
        int dead = _people.Count - _byUsername.Count;
        if (dead < FewDead || dead < _byUsername.Count / 2)
        {
            return;
        }

        People people = _people;
        (_people, _postings) = (new People(), new Postings());
        for (int i = 0; i < people.Count; i++)
        {
            ref People.Person person = ref people[i];
            if (person.Username is not null)
            {
                int at = Add(person.Username, person.Identity);
                _byUsername[person.Username] = at;
            }
        }
    }
}
