using System.Collections.Immutable;
using System.Globalization;
using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>Two schools that meet the same new person at the same time: the second to get here is told.</summary>
internal sealed partial class MatchIndexGrain
{
    private readonly AccountReservations _reservations = new();

    public async Task<MatchAnswers> ReserveAsync(ReserveBatch batch)
    {
        var index = await IndexAsync();
        MatchRecord[] records = [.. batch.Queries.Select((query, i) => MatchMapping.ToRecord(query, batch.Urn, i.ToString(CultureInfo.InvariantCulture)))];

        // The school's own people were weighed when the plan was made, and it has one run at a time: only others can have come between.
        var made = index.Match(records, username => _places.Find(username) != batch.Urn);
        var inTheMaking = _reservations.Match(records, batch.Urn);
        var answers = ImmutableArray.CreateBuilder<MatchAnswer>(records.Length);
        for (var i = 0; i < records.Length; i++)
        {
            var met = made[i].Outcome is not MatchOutcome.Create ? made[i] : inTheMaking?[i];
            answers.Add(met is null or { Outcome: MatchOutcome.Create }
                ? new MatchAnswer { Verdict = MatchVerdict.Create, Rule = made[i].Rule, Username = batch.Usernames[i] }
                : new MatchAnswer { Verdict = MatchVerdict.Review, Rule = met.Rule, Candidates = MatchMapping.ToCandidates(met.Candidates) });
        }

        for (var i = 0; i < records.Length; i++)
        {
            if (answers[i].Verdict is MatchVerdict.Create)
            {
                var query = batch.Queries[i];
                _reservations.Add(new IndexedAccount { Username = batch.Usernames[i], Kind = query.Kind, Identity = query.Identity, Urn = batch.Urn, Allocated = true });
            }
        }

        return new MatchAnswers { Answers = answers.MoveToImmutable(), RulesVersion = AccountIndex.RulesVersion };
    }
}
