using Uso.Matching;

namespace Uso.Benchmarks.Match;

internal static class RecordAccounts
{
    /// <summary>The account of whom a record is about, under the record's id.</summary>
    internal static MatchAccount ToAccount(this MatchRecord record) => new()
    {
        Username = record.Id,
        Kind = record.Kind,
        FirstName = record.FirstName,
        LastName = record.LastName,
        DateOfBirth = record.DateOfBirth,
        Upn = record.Upn,
        School = record.School,
    };
}
