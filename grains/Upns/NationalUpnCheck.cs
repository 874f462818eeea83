using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.SyncRuns;
using Uso.Matching;

namespace Uso.Grains.Upns;

/// <summary>
/// Before a pupil gets a new account: does an account anywhere in the country hold this permanent UPN? If its identity agrees, the pupil moves; if not, a person decides.
/// </summary>
internal sealed class NationalUpnCheck(IGrainFactory grains)
{
    /// <summary>Answers in the order of the queries; only the creates among them can change.</summary>
    public async Task<ImmutableArray<MatchAnswer>> RefineAsync(ImmutableArray<MatchQuery> queries, ImmutableArray<MatchAnswer> answers)
    {
        var asking = Enumerable.Range(0, queries.Length)
            .Where(i => answers[i].Verdict is MatchVerdict.Create && PermanentUpn(queries[i].Identity) is not null)
            .ToList();
        if (asking.Count == 0)
        {
            return answers;
        }

        var shards = asking.GroupBy(i => UpnShardKey.Of(PermanentUpn(queries[i].Identity)!)).ToList();
        var found = await Task.WhenAll(shards.Select(shard =>
            grains.UpnIndex(shard.Key).LookupAsync([.. shard.Select(i => PermanentUpn(queries[i].Identity)!)])));

        // An account in the making is met when this run's own are about to be made.
        var holders = found.SelectMany(holder => holder).Where(holder => !UpnReservations.Is(holder.Username)).ToDictionary(holder => holder.Upn, holder => holder.Username);
        if (holders.Count == 0)
        {
            return answers;
        }

        var refined = answers.ToBuilder();
        foreach (var i in asking)
        {
            if (holders.TryGetValue(PermanentUpn(queries[i].Identity)!, out var username))
            {
                refined[i] = await AgreeAsync(queries[i], username) ?? answers[i];
            }
        }

        return refined.ToImmutable();
    }

    /// <inheritdoc cref="PermanentUpns.Of"/>
    public static string? PermanentUpn(PersonIdentity identity) => PermanentUpns.Of(identity);

    private async Task<MatchAnswer?> AgreeAsync(MatchQuery query, string username)
    {
        if (await grains.User(Username.Parse(username)).GetAsync() is not { } user || user.Kind != query.Kind)
        {
            return null;
        }

        var urn = (user.Memberships.FirstOrDefault(one => one.Until is null) ?? user.Memberships[^1]).Urn;
        var index = new AccountIndex();
        index.Upsert(MatchMapping.ToAccount(new IndexedAccount
        {
            Username = username,
            Kind = user.Kind,
            Identity = user.Identity,
            Urn = urn,
            Allocated = user.Status is not UserStatus.Unallocated,
        }));
        var decision = index.Match([MatchMapping.ToRecord(query, "", query.MisId)])[0];
        return decision.Outcome is MatchOutcome.Linked
            ? new MatchAnswer { Verdict = MatchVerdict.Linked, Rule = decision.Rule, Username = username, AccountUrn = urn }
            : new MatchAnswer
            {
                Verdict = MatchVerdict.Review,
                Rule = PlanReasons.UpnHeldElsewhere,
                Candidates = decision.Candidates.Count > 0
                    ? MatchMapping.ToCandidates(decision.Candidates)
                    : [new CaseCandidate { Username = username, Evidence = "upn=same", Vetoes = [PlanReasons.UpnHeldElsewhere] }],
            };
    }
}
