using System.Collections.Immutable;
using System.Globalization;
using Uso.Grains.SyncRuns;
using Uso.Matching;

namespace Uso.Grains.Matching;

/// <inheritdoc cref="IMatchIndexGrain"/>
[GrainType(GrainTypes.MatchIndex)]
internal sealed partial class MatchIndexGrain : Grain, IMatchIndexGrain
{
    private const int RostersReadAtOnce = 8;
    private const int MostDuplicates = 5000;

    private AccountIndex? _index;
    private Task<AccountIndex>? _building;
    private AccountPlaces _places = new();
    private ImmutableArray<LikelyDuplicate>? _duplicates;
    private UsernameProposals _proposals = null!;

    private LaCode La => LaCode.Parse(this.GetPrimaryKeyString());

    public async Task<MatchAnswers> MatchAsync(MatchBatch batch)
    {
        var index = await IndexAsync();
        _reservations.EndAll(batch.Urn);
        var records = new MatchRecord[batch.Queries.Length];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = MatchMapping.ToRecord(batch.Queries[i], batch.Urn, i.ToString(CultureInfo.InvariantCulture));
        }

        var schools = batch.Schools.ToHashSet();
        Func<string, bool>? sees = schools.Count == 0 ? null : username => _places.IsKnownTo(username, schools);
        var decisions = index.Match(records, sees);
        var answers = ImmutableArray.CreateBuilder<MatchAnswer>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            var answer = Answer(decisions[i], batch, batch.Queries[i]);
            answers.Add(batch.Widened ? answer with { HasNamesake = index.HasNamesake(records[i], sees) } : answer);
        }

        return new MatchAnswers { Answers = answers.MoveToImmutable(), RulesVersion = AccountIndex.RulesVersion };
    }

    public async Task<MatchAnswers> ProposeAsync(MatchBatch batch)
    {
        await IndexAsync();
        return new MatchAnswers
        {
            Answers = [.. batch.Queries.Select(query => new MatchAnswer
            {
                Verdict = MatchVerdict.Create,
                Rule = PlanReasons.ByHand,
                Username = Propose(batch.Urn, query).Value,
            })],
            RulesVersion = AccountIndex.RulesVersion,
        };
    }

    public async Task<MatchAnswers> FindAsync(FindBatch batch)
    {
        var index = await IndexAsync();
        var schools = batch.Schools.ToHashSet();
        return new MatchAnswers
        {
            // One by one: what else a consumer sends with a row must not change its answer.
            Answers = [.. batch.Queries.Select(query => Found(index.Match([MatchMapping.ToRecord(query)], username => _places.IsPublishedBy(username, schools))[0]))],
            RulesVersion = AccountIndex.RulesVersion,
        };
    }

    public async Task<ImmutableArray<LikelyDuplicate>> FindDuplicatesAsync()
    {
        var index = await IndexAsync();
        return _duplicates ??=
        [
            .. index.FindDuplicates(MostDuplicates).Select(pair => new LikelyDuplicate
            {
                First = pair.First,
                Second = pair.Second,
                Kind = pair.Kind is MatchKind.Pupil ? AccountKind.Pupil : AccountKind.Staff,
                Rule = pair.Rule,
                Words = pair.Words,
                FirstUrn = _places.Find(pair.First)!,
                SecondUrn = _places.Find(pair.Second)!,
            }),
        ];
    }

    public Task ApplyAsync(IndexUpdate update)
    {
        _duplicates = null;

        // Nothing is lost when the index is not there yet: it is built from the rosters, which were written first.
        if (_index is { } index)
        {
            foreach (var account in update.Puts)
            {
                Put(index, account);
            }

            foreach (var username in update.Removals)
            {
                index.Remove(username);
                _places.Remove(username);
            }
        }

        return Task.CompletedTask;
    }

    private static MatchAnswer Found(MatchDecision decision) => decision.Outcome switch
    {
        MatchOutcome.Linked => new MatchAnswer { Verdict = MatchVerdict.Linked, Rule = decision.Rule, Username = decision.Candidates[0].Username },
        MatchOutcome.Create => new MatchAnswer { Verdict = MatchVerdict.Create, Rule = decision.Rule },
        _ => new MatchAnswer { Verdict = MatchVerdict.Review, Rule = decision.Rule },
    };

    private Username Propose(string urn, MatchQuery query) =>
        _proposals.Propose(new MisLink { Urn = urn, Kind = query.Kind, MisId = query.MisId }, query.Identity);

    private MatchAnswer Answer(MatchDecision decision, MatchBatch batch, MatchQuery query) => decision.Outcome switch
    {
        MatchOutcome.Linked => new MatchAnswer
        {
            Verdict = MatchVerdict.Linked,
            Rule = decision.Rule,
            Username = decision.Candidates[0].Username,
            AccountUrn = _places.Find(decision.Candidates[0].Username),
            Candidates = batch.Widened ? MatchMapping.ToCandidates(decision.Candidates) : [],
        },
        MatchOutcome.Create => new MatchAnswer
        {
            Verdict = MatchVerdict.Create,
            Rule = decision.Rule,
            Username = batch.IsGuest ? null : Propose(batch.Urn, query).Value,
        },
        _ => new MatchAnswer
        {
            Verdict = MatchVerdict.Review,
            Rule = decision.Rule,
            Candidates = MatchMapping.ToCandidates(decision.Candidates),
        },
    };

    /// <summary>Built on first use rather than on activation, which must not call other grains.</summary>
    private async Task<AccountIndex> IndexAsync()
    {
        try
        {
            // Readers that interleave share the one build.
            return _index ?? await (_building ??= BuildAsync());
        }
        finally
        {
            _building = null;
        }
    }

    private async Task<AccountIndex> BuildAsync()
    {
        var index = new AccountIndex();
        _places = new AccountPlaces();
        _proposals = new UsernameProposals(La);
        var details = await GrainFactory.LocalAuthority(La).GetAsync();
        foreach (var urns in details.Schools.Chunk(RostersReadAtOnce))
        {
            foreach (var (urn, pages) in await Task.WhenAll(urns.Select(ReadAsync)))
            {
                foreach (var entry in pages.SelectMany(page => page.Entries))
                {
                    Put(index, urn, entry);
                }
            }
        }

        return _index = index;
    }

    private async Task<(string Urn, RosterPage[] Pages)> ReadAsync(string urn)
    {
        var roster = GrainFactory.Roster(Urn.Parse(urn));
        var header = await roster.GetHeaderAsync();
        return (urn, await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync)));
    }

    private void Put(AccountIndex index, string urn, RosterEntry entry)
    {
        if (entry.Username is null)
        {
            return;
        }

        _proposals.Note(entry.Username);
        foreach (var previous in entry.PreviousUsernames())
        {
            _proposals.Note(previous);
        }

        if (entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated or RosterStatus.Excluded)
        {
            Put(index, MatchMapping.ToIndexed(entry, urn));
        }
    }

    private void Put(AccountIndex index, IndexedAccount account)
    {
        _proposals.Note(account.Username);
        _reservations.End(account.Username);

        var urn = _places.Put(account);
        if (urn is null)
        {
            index.Remove(account.Username);
        }
        else if (!account.Gone && (account.Allocated || urn == account.Urn))
        {
            // A school that has the person now says more than one that had them.
            index.Upsert(MatchMapping.ToAccount(account with { Urn = urn }));
        }
    }
}
