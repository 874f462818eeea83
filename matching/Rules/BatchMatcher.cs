using Uso.Matching.Compare;
using Uso.Matching.Index;

namespace Uso.Matching.Rules;

/// <summary>
/// Decides a batch: every record on its own, then one account to one record, then what is left over. Each step looks at the whole result of the
/// one before, so the order of the records does not matter.
/// </summary>
internal sealed class BatchMatcher
{
    /// <summary>How many candidates a human is shown.</summary>
    private const int MostCandidates = 10;

    private readonly IReadOnlyList<MatchRecord> _batch;
    private readonly People _people;
    private readonly Postings _postings;
    private readonly CandidateSearch _search;
    private readonly Identity[] _records;
    private readonly Found[][] _nets;
    private readonly bool[] _crowded;
    private readonly (string? Rule, int Candidate)[] _links;
    private readonly Dictionary<int, int> _claims = [];
    private readonly Dictionary<int, string> _reasons = [];
    private BatchTwins? _twins;

    internal BatchMatcher(IReadOnlyList<MatchRecord> batch, Identity[] records, People people, Postings postings, CandidateSearch search)
    {
        _batch = batch;
        (_people, _postings, _search) = (people, postings, search);
        _records = records;
        _nets = new Found[records.Length][];
        _crowded = new bool[records.Length];
        _links = new (string?, int)[records.Length];
    }

    internal IReadOnlyList<MatchDecision> Decide()
    {
        for (int i = 0; i < _records.Length; i++)
        {
            _nets[i] = _search.Search(_people, _postings, _records[i], out _crowded[i]);
            if (_nets[i].Length > 1)
            {
                Array.Sort(_nets[i], Ranking.Compare);
            }
        }

        for (int i = 0; i < _records.Length; i++)
        {
            _links[i] = Link(i);
        }

        OneToOne();
        var without = new List<int>();
        for (int i = 0; i < _records.Length; i++)
        {
            if (_links[i].Rule is null)
            {
                _nets[i] = WithoutSpokenFor(i);
                if (_nets[i].Length == 0 && !_crowded[i])
                {
                    without.Add(i);
                }
            }
        }

        var doubles = new HashSet<int>();
        new BatchDuplicates(_records).Find(without, record => doubles.Add(record));

        var decisions = new MatchDecision[_records.Length];
        for (int i = 0; i < decisions.Length; i++)
        {
            decisions[i] = Decision(i, doubles);
        }

        return decisions;
    }

    private (string? Rule, int Candidate) Link(int record)
    {
        Found[] net = _nets[record];
        MatchKind kind = _records[record].Kind;
        for (int i = 0; i < net.Length; i++)
        {
            Comparison c = net[i].Comparison;
            string? rule = LinkRules.For(kind, c);
            if (rule is null || VetoesOf(record, i, rule).Count > 0)
            {
                continue;
            }

            if (_crowded[record] && c.Upn != UpnRelation.Same)
            {
                _reasons[record] = MatchRules.Crowded;
                return default;
            }

            for (int other = 0; other < net.Length; other++)
            {
                if (other != i && Vetoes.IsRival(kind, c, net[other].Comparison))
                {
                    _reasons[record] = ReasonOfRival(c, net[other].Comparison);
                    return default;
                }
            }

            return (rule, i);
        }

        return default;
    }

    // Another account with the record's UPN forbids the link even when that account's name is wrong: the reason is then the UPN.
    private static string ReasonOfRival(in Comparison linked, in Comparison rival) =>
        rival.Upn != UpnRelation.Same || linked.Upn == UpnRelation.Same ? MatchRules.Rival
        : rival.NamesNear ? MatchRules.UpnDateDisagrees : MatchRules.UpnNameDisagrees;

    private List<string> VetoesOf(int record, int candidate, string? rule)
    {
        Found found = _nets[record][candidate];
        bool twin = rule is not null && HasTwin(record, candidate);
        List<string> vetoes = Vetoes.Of(found.Comparison, rule, twin, _records[record].First);
        if (rule == MatchRules.IdentityInArea && _search.HasNamesake(_people, _postings, _records[record], found.Person))
        {
            vetoes.Add(MatchRules.Namesake);
        }

        return vetoes;
    }

    // A near first name could be the twin's; a part of a first name only when the twin's is near too. Equal first names are no question.
    private bool HasTwin(int record, int candidate)
    {
        Found[] net = _nets[record];
        NameLevel first = net[candidate].Comparison.First;
        if (first is < NameLevel.Initial or > NameLevel.Part)
        {
            return false;
        }

        bool near = first == NameLevel.Part;
        for (int i = 0; i < net.Length; i++)
        {
            Comparison c = net[i].Comparison;
            if (i != candidate && c.Date == DateLevel.Same && c.Last.Agrees && (!near || c.First.IsNear))
            {
                return true;
            }
        }

        _twins ??= new BatchTwins(_records);
        return _twins.Has(record, near);
    }

    private void OneToOne()
    {
        var twice = new HashSet<int>();
        for (int i = 0; i < _links.Length; i++)
        {
            if (_links[i].Rule is not null && !_claims.TryAdd(_nets[i][_links[i].Candidate].Person, i))
            {
                twice.Add(_nets[i][_links[i].Candidate].Person);
            }
        }

        if (twice.Count == 0)
        {
            return;
        }

        for (int i = 0; i < _links.Length; i++)
        {
            if (_links[i].Rule is not null && twice.Contains(_nets[i][_links[i].Candidate].Person))
            {
                _reasons[i] = MatchRules.BatchConflict;
                _links[i] = default;
            }
        }
    }

    // An account that the batch gave to another record is no candidate of a record that differs from it in a name, or that is nothing like the
    // one that has it: the sibling's account does not hold up a new twin. A record like the other stays, for that may be one child twice in
    // the extract; and so does one that carries the account's UPN.
    private Found[] WithoutSpokenFor(int record)
    {
        Found[] net = _nets[record];
        return Array.Exists(net, candidate => IsSpokenFor(record, candidate)) ? Array.FindAll(net, candidate => !IsSpokenFor(record, candidate)) : net;
    }

    private bool IsSpokenFor(int record, Found candidate) => candidate.Comparison.Upn != UpnRelation.Same
        && _claims.TryGetValue(candidate.Person, out int claimant)
        && _links[claimant].Rule is not null
        && (!candidate.Comparison.NamesNear || !Net.Holds(Comparison.Of(_records[record], _records[claimant])));

    private MatchDecision Decision(int record, HashSet<int> doubles)
    {
        string id = _batch[record].Id;
        (string? rule, int candidate) = _links[record];
        if (rule is not null)
        {
            Found linked = _nets[record][candidate];
            return new MatchDecision(id, MatchOutcome.Linked, rule, [Candidate(record, linked, [])]);
        }

        Found[] net = _nets[record];
        if (net.Length == 0)
        {
            return doubles.Contains(record) ? new MatchDecision(id, MatchOutcome.Review, MatchRules.BatchDuplicate, [])
                : _crowded[record] ? new MatchDecision(id, MatchOutcome.Review, MatchRules.Crowded, [])
                : new MatchDecision(id, MatchOutcome.Create, MatchRules.NobodyNear, []);
        }

        var candidates = new MatchCandidate[Math.Min(net.Length, MostCandidates)];
        for (int i = 0; i < candidates.Length; i++)
        {
            string? wouldLink = LinkRules.For(_records[record].Kind, net[i].Comparison);
            candidates[i] = Candidate(record, net[i], VetoesOf(record, i, wouldLink));
        }

        string reason = _reasons.GetValueOrDefault(record)
            ?? (candidates[0].Vetoes.Count > 0 ? candidates[0].Vetoes[0] : _crowded[record] ? MatchRules.Crowded : MatchRules.Doubtful);
        return new MatchDecision(id, MatchOutcome.Review, reason, candidates);
    }

    private MatchCandidate Candidate(int record, Found found, IReadOnlyList<string> vetoes) => new(found.Username, found.Comparison.ToEvidence(), vetoes)
    {
        Pair = new Pair(_records, record, _people, found),
    };
}
