using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CsvHelper;
using Uso.Grains.Blobs;
using Uso.Grains.SyncRuns;

namespace Uso.Grains.Snapshots;

/// <summary>Makes one school's part of a snapshot from its roster: current accounts, and future starters within the lead, ordered by username, in both formats.</summary>
public static class SegmentWriter
{
    /// <summary>Column names of the CSV, in order.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["username", "first_name", "last_name", "upn", "date_of_birth", "kind", "school_urn", "school_dfe_number", "school_name", "previous_usernames"];

    internal static async Task<SnapshotSegment> WriteAsync(
        IBlobStore blobs, SchoolDetails school, int leadDays, DateOnly today, RosterHeader header, IEnumerable<RosterPage> pages, CancellationToken cancellationToken)
    {
        var current = pages.SelectMany(page => page.Entries).Where(entry => entry is { Status: RosterStatus.Allocated, Username: not null }).ToList();
        var starts = current.Where(entry => entry.IsFuture).Select(entry => entry.StartDate?.AddDays(-leadDays)).Where(day => day > today).ToList();
        var rows = current
            .Where(entry => !entry.IsFuture || entry.StartDate?.AddDays(-leadDays) <= today)
            .OrderBy(entry => entry.Username, StringComparer.Ordinal)
            .Select(entry => RowOf(entry, school))
            .ToList();
        var lines = await blobs.WriteLinesAsync(rows, cancellationToken);
        var csv = await blobs.WriteAsync((stream, token) => WriteCsvAsync(stream, rows, token), cancellationToken);
        return new SnapshotSegment
        {
            Urn = school.Urn,
            Sha256 = lines.Sha256,
            CsvSha256 = csv.Sha256,
            Rows = rows.Count,
            RosterVersion = header.Version,
            DetailsHash = HashOf(school, leadDays),
            RebuildOn = starts.Min(),
        };
    }

    /// <summary>Changes when anything published about the school itself does, or from when future starters are, and when rows come to have other columns.</summary>
    internal static string HashOf(SchoolDetails school, int leadDays) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { school, leadDays, Columns }, Json.Options)).AsSpan(0, 8));

    private static SnapshotRow RowOf(RosterEntry entry, SchoolDetails school) => new()
    {
        Username = entry.Username!,
        FirstName = entry.Identity.PublishedFirstName(),
        LastName = entry.Identity.PublishedLastName(),
        Upn = entry.Identity.Upn,
        DateOfBirth = entry.Identity.DateOfBirth,
        Kind = entry.Kind,
        SchoolUrn = school.Urn,
        SchoolDfeNumber = school.DfeNumber(),
        SchoolName = school.Name,
        PreviousUsernames = string.Join(' ', entry.PreviousUsernames()) is { Length: > 0 } previous ? previous : null,
    };

    private static async Task WriteCsvAsync(Stream stream, List<SnapshotRow> rows, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var row in rows)
        {
            WriteFields(csv, row);
            await csv.EndRecordAsync(cancellationToken);
        }
    }

    /// <summary>The fields of a row, in the order of <see cref="Columns"/>.</summary>
    internal static void WriteFields(CsvWriter csv, SnapshotRow row)
    {
        csv.WriteField(row.Username);
        csv.WriteField(row.FirstName);
        csv.WriteField(row.LastName);
        csv.WriteField(row.Upn);
        csv.WriteField(row.DateOfBirth?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        csv.WriteField(row.Kind is AccountKind.Pupil ? "pupil" : "staff");
        csv.WriteField(row.SchoolUrn);
        csv.WriteField(row.SchoolDfeNumber);
        csv.WriteField(row.SchoolName);
        csv.WriteField(row.PreviousUsernames);
    }
}
