using Uso.Matching.Compare;
using Uso.Matching.Index;
using Uso.Matching.Score;

namespace Uso.Matching.Rules;

/// <summary>
/// Decides a batch: every record on its own, then one account to one record, then what is left over. Each step looks at the whole result of the
/// one before, so the order of the records does not matter.
/// </summary>
internal sealed partial class BatchMatcher
{
    private readonly IReadOnlyList<MatchRecord> _batch;
    private readonly People _people;
    private readonly Postings _postings;
    private readonly CandidateSearch _search;
    private readonly Identity[] _records;
    private readonly Found[][] _nets;
    private readonly bool[] _crowded;
    private readonly Weights _weights;
    private readonly IReadOnlySet<string> _off;
    private readonly (string? Rule, int Candidate)[] _links;
    private readonly Dictionary<int, int> _claims = [];
    private readonly Dictionary<int, string> _reasons = [];
    private BatchTwins? _twins;

    internal BatchMatcher(
        IReadOnlyList<MatchRecord> batch, Identity[] records, People people, Postings postings, CandidateSearch search, Weights weights, IReadOnlySet<string> off)
    {
        _off = off;
        _weights = weights;
        _batch = batch;
        (_people, _postings, _search) = (people, postings, search);
        _records = records;
        _nets = new Found[records.Length][];
        _crowded = new bool[records.Length];
        _links = new (string?, int)[records.Length];
    }

    internal IReadOnlyList<MatchDecision> Decide()
    {
        SearchAll();
        for (int i = 0; i < _records.Length; i++)
        {
            _links[i] = Link(i);
        }

        OneToOne();

        // The second time with the claims of the first: the more of a school is found, the more an account nobody claimed says.
        for (int round = 0; round < 2; round++)
        {
            var claimed = new ClaimedSchools(_people, _claims.Keys);
            for (int i = 0; i < _records.Length; i++)
            {
                if (_links[i].Rule is null)
                {
                    _links[i] = Weigh(i, claimed);
                }
            }

            OneToOne();
        }

        var without = new List<int>();
        for (int i = 0; i < _records.Length; i++)
        {
            if (_links[i].Rule is null)
            {
                _nets[i] = WithoutSpokenFor(i);
                if (Asked(i) == 0 && !_crowded[i])
                {
                    without.Add(i);
                }
            }
        }

        var doubles = new HashSet<int>();
        if (!_off.Contains(MatchRules.BatchDuplicate))
        {
            new BatchDuplicates(_records).Find(without, record => doubles.Add(record));
        }

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

            for (int other = 0; other < net.Length && !_off.Contains(MatchRules.Rival); other++)
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

    // What the rules leave open. Two that fit equally well, or a crowd, are not for a score to settle.
    private (string? Rule, int Candidate) Weigh(int record, ClaimedSchools claimed)
    {
        if (_records[record].Kind != MatchKind.Pupil || _nets[record].Length == 0)
        {
            return default;
        }

        Found[] net = Weighed(record, claimed);
        _nets[record] = net;
        if (_crowded[record] || _reasons.ContainsKey(record) || _claims.ContainsKey(net[0].Person) || !(Weights.LeadOfFirst(net) >= _weights.LinkAbove))
        {
            return default;
        }

        for (int i = 1; i < net.Length && !_off.Contains(MatchRules.Rival); i++)
        {
            if (net[i].Comparison.Upn == UpnRelation.Same)
            {
                _reasons[record] = ReasonOfRival(net[0].Comparison, net[i].Comparison);
                return default;
            }
        }

        // An unclaimed account of a school whose whole export this is has no other owner in sight.
        bool alone = claimed.IsWhole(_people[net[0].Person].Identity.School, _weights.AtSchool(_people[net[0].Person].Identity.School))
            && !HasTwin(record, 0, near: false);
        return VetoesOf(record, 0, MatchRules.WeightOfEvidence, alone).Count > 0 ? default : (MatchRules.WeightOfEvidence, 0);
    }

    // The candidates with their weights, the likeliest first.
    private Found[] Weighed(int record, ClaimedSchools claimed)
    {
        Found[] net = _nets[record];
        var weighed = new Found[net.Length];
        int namesakes = _search.WithNamesLike(_people, _postings, _records[record]);
        for (int i = 0; i < net.Length; i++)
        {
            weighed[i] = net[i] with { Bits = _weights.Of(_records[record], _people[net[i].Person].Identity, net[i].Comparison, namesakes, claimed) };
        }

        Array.Sort(weighed, Ranking.ByWeight);
        return weighed;
    }

    // Another account with the record's UPN forbids the link even when that account's name is wrong: the reason is then the UPN.
    private static string ReasonOfRival(in Comparison linked, in Comparison rival) =>
        rival.Upn != UpnRelation.Same || linked.Upn == UpnRelation.Same ? MatchRules.Rival
        : rival.NamesNear ? MatchRules.UpnDateDisagrees : MatchRules.UpnNameDisagrees;

    private List<string> VetoesOf(int record, int candidate, string? rule, bool alone = false)
    {
        Found found = _nets[record][candidate];
        bool twin = rule is not null && HasTwin(record, candidate);
        return Vetoes.Of(found.Comparison, rule, twin, alone, _off);
    }

    // A near first name could be the twin's; a part of one, or the same one spelt otherwise, only when the twin's is near too. Equal ones are no question.
    private bool HasTwin(int record, int candidate)
    {
        NameLevel first = _nets[record][candidate].Comparison.First;
        if (first is < NameLevel.Initial or > NameLevel.Part)
        {
            return false;
        }

        return HasTwin(record, candidate, near: first is NameLevel.Part or NameLevel.Spelling);
    }

    /// <param name="near">Only one whose first name is near the record's.</param>
    private bool HasTwin(int record, int candidate, bool near)
    {
        Found[] net = _nets[record];
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

    // After the rules and after each weighing, which claims no account that was given away or found contested before.
    private void OneToOne()
    {
        var twice = new HashSet<int>();
        for (int i = 0; i < _links.Length; i++)
        {
            if (_links[i].Rule is not null && !_claims.TryAdd(_nets[i][_links[i].Candidate].Person, i) && _claims[_nets[i][_links[i].Candidate].Person] != i)
            {
                twice.Add(_nets[i][_links[i].Candidate].Person);
            }
        }

        if (twice.Count == 0 || _off.Contains(MatchRules.BatchConflict))
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

    private int Asked(int record) => _nets[record].Count(found => !IsUnlikely(record, found));

    // Who is hardly the person is not worth a question, unless the UPN says otherwise. A name and the same birthday always are, but for
    // two different UPNs; and so is an account that nothing tells from the record.
    private bool IsUnlikely(int record, Found found) => found.Bits < _weights.AskAbove && !_crowded[record]
        && (found.Comparison.Upn == UpnRelation.Conflict || (found.Comparison.Upn == UpnRelation.Unknown && found.Comparison.Date != DateLevel.Same
            && !(found.Comparison.NamesSame && found.Comparison.SameSchool && found.Comparison.Date == DateLevel.MissingOnBoth)));

    private bool IsSpokenFor(int record, Found candidate) => candidate.Comparison.Upn != UpnRelation.Same
        && _claims.TryGetValue(candidate.Person, out int claimant)
        && _links[claimant].Rule is not null
        && (!candidate.Comparison.NamesNear || !MayBeOne(Comparison.Of(_records[record], _records[claimant])));

    // Two UPNs and two first names in one extract are two children, as among those who have no account.
    private static bool MayBeOne(in Comparison records) =>
        Net.Holds(records) && (records.Upn != UpnRelation.Conflict || records.NamesAgree);
}
