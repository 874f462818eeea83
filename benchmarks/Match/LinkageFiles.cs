using System.Globalization;
using CsvHelper;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>Accounts, a MIS's records and the truth about them, as files.</summary>
internal static class LinkageFiles
{
    internal const string NewPerson = "NEW";

    internal static List<MatchAccount> Accounts(string path) => [.. Records(path).Select(record => record.ToAccount())];

    internal static List<MatchRecord> Records(string path) => Read(path, row => new MatchRecord
    {
        Id = row("rec_id"),
        Kind = MatchKind.Pupil,
        FirstName = row("first_name"),
        LastName = row("last_name"),
        DateOfBirth = Date(row("date_of_birth")),
        Upn = row("upn"),
        School = row("school"),
    });

    internal static Dictionary<string, (string Id, string Account, string Group, string Tags)> Truth(string path) =>
        Read(path, row => (Id: row("mis_id"), Account: row("account_id"), Group: row("name_group"), Tags: row("tags"))).ToDictionary(t => t.Id);

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static List<T> Read<T>(string path, Func<Func<string, string>, T> read)
    {
        using var csv = CsvReader.FromFile(path);
        var rows = new List<T>();
        while (csv.Read())
        {
            rows.Add(read(csv.GetString));
        }

        return rows;
    }
}
