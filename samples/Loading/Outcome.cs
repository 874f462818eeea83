using System.Globalization;
using System.Text;
using CsvHelper;
using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>What the service knows at the end: every roster, and the snapshot. Compared with the truth, and written down for comparison.</summary>
internal sealed class Outcome(SampleWorld world, IReadOnlyDictionary<string, List<RosterUser>> rosters, string snapshot)
{
    public static async Task<Outcome> CollectAsync(RunOptions options, SampleWorld world, UsoClient uso, string deskToken, CancellationToken stop)
    {
        var rosters = new Dictionary<string, List<RosterUser>>(StringComparer.Ordinal);
        foreach (var school in world.Schools)
        {
            rosters[school.Urn] = await uso.UsersAsync(school.Urn, deskToken, stop);
        }

        return new Outcome(world, rosters, await File.ReadAllTextAsync(Loader.SnapshotFile(options), stop));
    }

    /// <summary>Accounts in all, and people who have two of them: a wide net asks a human rather than doubling, so these are few.</summary>
    public (int Accounts, int Doubles) Summary()
    {
        var accounts = Links().GroupBy(l => l.Person).Select(g => g.Select(l => l.Username).Distinct().Count()).ToList();
        return (accounts.Sum(), accounts.Count(n => n > 1));
    }

    /// <summary>Sentences about what must not be; empty when all is well.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var account in Links().GroupBy(l => l.Username).Where(g => g.Select(l => l.Person).Distinct().Count() > 1))
        {
            var where = string.Join(", ", account.Select(l => $"{l.Urn}/{l.MisId}"));
            yield return $"one account was given to {account.Select(l => l.Person).Distinct().Count()} people: {where}";
        }

        var (accounts, doubles) = Summary();
        if (doubles > Math.Max(2, accounts / 500))
        {
            yield return $"{doubles} people have two accounts";
        }

        var released = world.Schools.Where(s => s.Released).Select(s => s.Urn).ToHashSet();
        var expected = rosters.Where(r => released.Contains(r.Key)).SelectMany(r => r.Value)
            .Where(u => u is { Status: "allocated", IsFuture: false, Username: not null }).Select(u => u.Username!).ToHashSet();
        var published = Published();
        if (!published.SetEquals(expected))
        {
            yield return $"the snapshot has {published.Count} accounts, the released schools have {expected.Count} ({published.Except(expected).Count()} too many, {expected.Except(published).Count()} missing)";
        }
    }

    /// <summary>Everything that counts, sorted, with no times and no run ids: two runs of the same sample give the same bytes.</summary>
    public async Task DumpAsync(string file, CancellationToken stop)
    {
        var lines = new List<string>();
        foreach (var (urn, users) in rosters)
        {
            foreach (var u in users)
            {
                var i = u.Identity;
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"user {urn} {u.Kind} {u.MisId} {u.Status} {u.Username ?? "-"} | {i?.LegalFirstName} | {i?.LegalLastName} | {i?.PreferredFirstName} | {i?.PreferredLastName} | {i?.DateOfBirth:yyyy-MM-dd} | {i?.Upn} | {u.YearGroup} | future={u.IsFuture} missing={u.MissingSince:yyyy-MM-dd} to={u.MovedTo}"));
            }
        }

        lines.AddRange(snapshot.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries).Select(l => "snapshot " + l));
        lines.Sort(StringComparer.Ordinal);
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n", new UTF8Encoding(false), stop);
    }

    private IEnumerable<(string Urn, string MisId, string Username, int Person)> Links()
    {
        foreach (var (urn, users) in rosters)
        {
            foreach (var user in users.Where(u => u.Username is not null && u.Status is "allocated" or "unallocated" or "moved"))
            {
                var kind = user.Kind == "staff" ? PersonKind.Staff : PersonKind.Pupil;
                if (world.Truth.TryGetValue((urn, kind, user.MisId), out var person))
                {
                    yield return (urn, user.MisId, user.Username!, person);
                }
            }
        }
    }

    private HashSet<string> Published()
    {
        using var csv = CsvReader.Create(new StringReader(snapshot), new CsvReaderOptions { HasHeader = true });
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            names.Add(csv.GetString("username"));
        }

        return names;
    }
}
