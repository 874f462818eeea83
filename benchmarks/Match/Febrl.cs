using System.Globalization;
using System.Text.Json;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>
/// The FEBRL sets of synthetic people with typing mistakes: 4 links 5,000 records with 5,000 accounts, 1 and 2 find doubles within one file. The
/// truth is the number in a row's id. Names, date of birth and the social security id are used, addresses are not; everybody is at one school.
/// <para>
/// The id stands in for the UPN, but it has no check letter, which tells seven of eight mistyped UPNs from good ones. So an id becomes a UPN
/// whose digits are the id's; its check letter is right when the id is one that the accounts hold, wrong otherwise: an id nobody holds is an
/// unverified one. Only the ids of the files decide that, never the truth. With <c>--ids strict</c> every id is taken for good, and each
/// mistyped one then forbids its link, as two permanent UPNs must.
/// </para>
/// </summary>
public static class Febrl
{
    /// <summary>Runs, prints, and returns 0.</summary>
    public static int Run(string folder, bool strictIds, string? decisionsCsv)
    {
        var result = new Dictionary<string, object>();
        List<Row> a = Read(Path.Combine(folder, "dataset4a.csv")), b = Read(Path.Combine(folder, "dataset4b.csv"));
        HashSet<string> held = [.. a.Select(row => row.Id)];
        AccountIndex index = new();
        a.ForEach(row => index.Upsert(Record(row, held, strictIds).ToAccount()));
        IReadOnlyList<MatchDecision> decisions = index.Match([.. b.Select(row => Record(row, held, strictIds))]);
        int links = 0, right = 0, reviewed = 0;
        foreach (var (decision, row) in decisions.Zip(b))
        {
            links += decision.Outcome == MatchOutcome.Linked ? 1 : 0;
            right += decision.Outcome == MatchOutcome.Linked && Entity(decision.Candidates[0].Username) == Entity(row.RecId) ? 1 : 0;
            reviewed += decision.Outcome == MatchOutcome.Review && decision.Candidates.Any(c => Entity(c.Username) == Entity(row.RecId)) ? 1 : 0;
        }

        if (decisionsCsv is not null)
        {
            var accountOf = a.ToDictionary(row => Entity(row.RecId), row => row.RecId);
            DecisionFile.Write(decisionsCsv, decisions, id => accountOf[Entity(id)]);
        }

        foreach (var rule in decisions.CountBy(d => $"{d.Outcome} {d.Rule}").OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"febrl4 {rule.Key,-36} {rule.Value,8}");
        }

        result["febrl4Precision"] = Share(right, links);
        result["febrl4Recall"] = Share(right, b.Count);
        result["febrl4RecallWithReview"] = Share(right + reviewed, b.Count);
        foreach (int set in (int[])[1, 2])
        {
            (double precision, double recall) = Dedupe(Read(Path.Combine(folder, $"dataset{set}.csv")), strictIds);
            result[$"febrl{set}Precision"] = precision;
            result[$"febrl{set}Recall"] = recall;
        }

        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    // One after the other, as people come: who is linked joins the account's cluster, everybody else opens one. Pairs are judged.
    private static (double Precision, double Recall) Dedupe(List<Row> rows, bool strictIds)
    {
        var index = new AccountIndex();
        var clusterOf = new Dictionary<string, int>();
        var held = new HashSet<string>();
        for (int i = 0; i < rows.Count; i++)
        {
            MatchDecision decision = index.Match([Record(rows[i], held, strictIds)])[0];
            if (decision.Outcome == MatchOutcome.Linked)
            {
                clusterOf[rows[i].RecId] = clusterOf[decision.Candidates[0].Username];
                continue;
            }

            clusterOf[rows[i].RecId] = i;
            held.Add(rows[i].Id);
            index.Upsert(Record(rows[i], held, strictIds).ToAccount());
        }

        long Pairs(IEnumerable<int> sizes) => sizes.Sum(n => (long)n * (n - 1) / 2);
        long truth = Pairs(rows.CountBy(row => Entity(row.RecId)).Select(g => g.Value));
        long found = Pairs(rows.CountBy(row => clusterOf[row.RecId]).Select(g => g.Value));
        long right = Pairs(rows.CountBy(row => (clusterOf[row.RecId], Entity(row.RecId))).Select(g => g.Value));
        return (Share(right, found), Share(right, truth));
    }

    private static MatchRecord Record(Row row, HashSet<string> held, bool strictIds) => new()
    {
        Id = row.RecId,
        Kind = MatchKind.Pupil,
        FirstName = row.First,
        LastName = row.Last,
        DateOfBirth = row.Born,
        Upn = Upn(row.Id, held, strictIds),
        School = "febrl",
    };

    // Injective: seven digits of an id stand in the twelve of a UPN.
    private static string? Upn(string id, HashSet<string> held, bool strictIds)
    {
        if (id.Length == 0)
        {
            return null;
        }

        string rest = id.PadLeft(12, '0');
        char check = Matching.Upn.CheckLetterFor(rest) ?? throw new FormatException($"Not an id of FEBRL: {id}");
        return (strictIds || held.Contains(id) ? check : Matching.Upn.Alphabet[(Matching.Upn.Alphabet.IndexOf(check, StringComparison.Ordinal) + 1) % 23]) + rest;
    }

    private static string Entity(string recId) => recId.Split('-')[1];

    private static double Share(long part, long whole) => whole == 0 ? 1 : Math.Round((double)part / whole, 4);

    // The set has no quotes; its separator is a comma and a blank.
    private static List<Row> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] header = Fields(lines[0]);
        int At(string name) => Array.IndexOf(header, name);
        (int rec, int first, int last, int born, int id) = (At("rec_id"), At("given_name"), At("surname"), At("date_of_birth"), At("soc_sec_id"));
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(Fields).Select(f => new Row(
            f[rec], f[first], f[last],
            DateOnly.TryParseExact(f[born], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null,
            f[id]))];
    }

    private static string[] Fields(string line) => line.Split(',', StringSplitOptions.TrimEntries);

    private sealed record Row(string RecId, string First, string Last, DateOnly? Born, string Id);
}
