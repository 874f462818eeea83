using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>
/// How well and how fast a MIS file is matched: every account goes into one index, the whole file is one batch, the decisions are held
/// against the truth. The last line printed is one JSON object:
/// <list type="bullet">
/// <item><c>records</c>: rows of the MIS file.</item>
/// <item><c>links</c>: records linked without a human; <c>correctLinks</c>: those whose truth is that account.</item>
/// <item><c>falseMerges</c>: links whose truth is another account or NEW, field-identical ones included; <c>falseMergesPer10k</c>: per 10,000 records.
/// <c>falseMergesFieldIdentical</c>: those of them where names, date of birth and school of the record and the wrong account are equal once
/// normalised and no two permanent UPNs contradict, so that nothing in the data tells them apart; <c>falseMergesTellablePer10k</c>: the others,
/// per 10,000 records. The latter is the figure that the goals are about.</item>
/// <item><c>autoRate</c>: (links + creates) / records; <c>autoRateByGroup</c>: the same for each name group of the truth file.</item>
/// <item><c>duplicates</c>: creates whose truth is an account; <c>duplicatesPer10k</c>: per 10,000 records.</item>
/// <item><c>review</c>: records sent to a human. <c>reviewPrecision</c>: of those, the share whose true account is among the candidates
/// (a record that is truly NEW counts against it, however like somebody it is). <c>reviewTop3</c>: of those that have a true account, the share
/// where it is among the first three candidates.</item>
/// <item><c>linkRecall</c>: correct links / records that have a true account.</item>
/// <item><c>seconds</c>: upserts and the batch, without reading files; <c>upsertSeconds</c> and <c>matchSeconds</c> its parts.</item>
/// </list>
/// </summary>
public static class MatchBenchmark
{
    /// <summary>Runs, prints, and returns 0.</summary>
    public static int Run(string accountsCsv, string misCsv, string truthCsv, string? decisionsCsv)
    {
        List<MatchAccount> accounts = LinkageFiles.Accounts(accountsCsv);
        List<MatchRecord> records = LinkageFiles.Records(misCsv);
        var truth = LinkageFiles.Truth(truthCsv);

        var clock = Stopwatch.StartNew();
        var index = new AccountIndex();
        foreach (MatchAccount account in accounts)
        {
            index.Upsert(account);
        }

        double upsertSeconds = clock.Elapsed.TotalSeconds;
        IReadOnlyList<MatchDecision> decisions = index.Match(records);
        double seconds = clock.Elapsed.TotalSeconds;

        var byUsername = accounts.ToDictionary(account => account.Username);
        int links = 0, correct = 0, merges = 0, identical = 0, creates = 0, duplicates = 0, review = 0, held = 0, reviewedKnown = 0, top3 = 0;
        var groups = new SortedDictionary<string, (int Auto, int All)>(StringComparer.Ordinal);
        var rules = new SortedDictionary<string, (int All, int Wrong)>(StringComparer.Ordinal);
        for (int i = 0; i < records.Count; i++)
        {
            MatchDecision decision = decisions[i];
            var (_, account, group, _) = truth[records[i].Id];
            bool wrong = false;
            switch (decision.Outcome)
            {
                case MatchOutcome.Linked:
                    links++;
                    string linked = decision.Candidates[0].Username;
                    wrong = linked != account;
                    correct += wrong ? 0 : 1;
                    merges += wrong ? 1 : 0;
                    identical += wrong && FieldIdentical(records[i], byUsername[linked]) ? 1 : 0;
                    break;
                case MatchOutcome.Create:
                    creates++;
                    wrong = account != LinkageFiles.NewPerson;
                    duplicates += wrong ? 1 : 0;
                    break;
                default:
                    review++;
                    int rank = decision.Candidates.Select(candidate => candidate.Username).ToList().IndexOf(account);
                    wrong = rank < 0;
                    held += wrong ? 0 : 1;
                    reviewedKnown += account == LinkageFiles.NewPerson ? 0 : 1;
                    top3 += rank is >= 0 and < 3 ? 1 : 0;
                    break;
            }

            var (auto, all) = groups.GetValueOrDefault(group);
            groups[group] = (auto + (decision.Outcome == MatchOutcome.Review ? 0 : 1), all + 1);
            var rule = rules.GetValueOrDefault($"{decision.Outcome} {decision.Rule}");
            rules[$"{decision.Outcome} {decision.Rule}"] = (rule.All + 1, rule.Wrong + (wrong ? 1 : 0));
        }

        if (decisionsCsv is not null)
        {
            DecisionFile.Write(decisionsCsv, decisions, id => truth[id].Account);
        }

        Console.WriteLine($"{accounts.Count} accounts, {records.Count} records, {AccountIndex.RulesVersion}");
        foreach (var (rule, (all, wrong)) in rules)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rule,-36} {all,8} of which not the truth {wrong,6}"));
        }

        int known = truth.Values.Count(t => t.Account != LinkageFiles.NewPerson);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["records"] = records.Count,
            ["links"] = links,
            ["correctLinks"] = correct,
            ["falseMerges"] = merges,
            ["falseMergesPer10k"] = Per10k(merges, records.Count),
            ["falseMergesFieldIdentical"] = identical,
            ["falseMergesTellablePer10k"] = Per10k(merges - identical, records.Count),
            ["autoRate"] = Share(links + creates, records.Count),
            ["duplicates"] = duplicates,
            ["duplicatesPer10k"] = Per10k(duplicates, records.Count),
            ["review"] = review,
            ["reviewPrecision"] = Share(held, review),
            ["reviewTop3"] = Share(top3, reviewedKnown),
            ["linkRecall"] = Share(correct, known),
            ["autoRateByGroup"] = groups.ToDictionary(group => group.Key, group => Share(group.Value.Auto, group.Value.All)),
            ["seconds"] = Math.Round(seconds, 3),
            ["upsertSeconds"] = Math.Round(upsertSeconds, 3),
            ["matchSeconds"] = Math.Round(seconds - upsertSeconds, 3),
        }));
        return 0;
    }

    private static bool FieldIdentical(MatchRecord record, MatchAccount account) =>
        NameNormaliser.Normalise(record.FirstName) == NameNormaliser.Normalise(account.FirstName)
        && NameNormaliser.Normalise(record.LastName) == NameNormaliser.Normalise(account.LastName)
        && record.DateOfBirth == account.DateOfBirth
        && record.School == account.School
        && !(Upn.StatusOf(record.Upn) == UpnStatus.Permanent && Upn.StatusOf(account.Upn) == UpnStatus.Permanent && record.Upn != account.Upn);

    private static double Per10k(int count, int records) => records == 0 ? 0 : Math.Round(count * 10_000.0 / records, 3);

    // Nothing asked, nothing wrong: an empty share is 1.
    private static double Share(int part, int whole) => whole == 0 ? 1 : Math.Round((double)part / whole, 4);
}
