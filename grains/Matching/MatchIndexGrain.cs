using System.Collections.Immutable;
using System.Globalization;
using Uso.Grains.SyncRuns;
using Uso.Matching;

namespace Uso.Grains.Matching;

/// <inheritdoc cref="IMatchIndexGrain"/>
[GrainType(GrainTypes.MatchIndex)]
internal sealed class MatchIndexGrain : Grain, IMatchIndexGrain
{
    private const int RostersReadAtOnce = 8;

    private readonly Dictionary<string, string> _schools = [];
    private AccountIndex? _index;
    private UsernameProposals _proposals = null!;

    private LaCode La => LaCode.Parse(this.GetPrimaryKeyString());

    public async Task<MatchAnswers> MatchAsync(MatchBatch batch)
    {
        var index = await IndexAsync();
        var records = new MatchRecord[batch.Queries.Length];
        for (var i = 0; i < records.Length; i++)
        {
            records[i] = MatchMapping.ToRecord(batch.Queries[i], batch.Urn, i.ToString(CultureInfo.InvariantCulture));
        }

        var decisions = index.Match(records);
        var answers = ImmutableArray.CreateBuilder<MatchAnswer>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            answers.Add(Answer(decisions[i], batch.Urn, batch.Queries[i]));
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

    public Task ApplyAsync(IndexUpdate update)
    {
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
                _schools.Remove(username);
            }
        }

        return Task.CompletedTask;
    }

    private Username Propose(string urn, MatchQuery query) =>
        _proposals.Propose(new MisLink { Urn = urn, Kind = query.Kind, MisId = query.MisId }, query.Identity);

    private MatchAnswer Answer(MatchDecision decision, string urn, MatchQuery query) => decision.Outcome switch
    {
        MatchOutcome.Linked => new MatchAnswer
        {
            Verdict = MatchVerdict.Linked,
            Rule = decision.Rule,
            Username = decision.Candidates[0].Username,
            AccountUrn = _schools.GetValueOrDefault(decision.Candidates[0].Username),
        },
        MatchOutcome.Create => new MatchAnswer
        {
            Verdict = MatchVerdict.Create,
            Rule = decision.Rule,
            Username = Propose(urn, query).Value,
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
        if (_index is not null)
        {
            return _index;
        }

        var index = new AccountIndex();
        _schools.Clear();
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
        if (entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated or RosterStatus.Excluded)
        {
            Put(index, new IndexedAccount
            {
                Username = entry.Username,
                Kind = entry.Kind,
                Identity = entry.Identity,
                Urn = urn,
                Allocated = entry.Status is RosterStatus.Allocated,
            });
        }
    }

    private void Put(AccountIndex index, IndexedAccount account)
    {
        _proposals.Note(account.Username);

        // A school that has the person now says more than one that had them.
        if (!account.Allocated && _schools.TryGetValue(account.Username, out var school) && school != account.Urn)
        {
            return;
        }

        _schools[account.Username] = account.Urn;
        index.Upsert(MatchMapping.ToAccount(account));
    }
}
