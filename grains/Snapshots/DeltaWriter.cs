using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Uso.Grains.Blobs;
using Uso.Grains.SyncRuns;

namespace Uso.Grains.Snapshots;

/// <summary>
/// Writes what changed between two versions of a snapshot, a row a line. A row is known by username and school: staff may be at several schools.
/// <c>put</c> carries the whole row, which is new or replaces the one known; <c>remove</c> carries username and school alone.
/// </summary>
public static class DeltaWriter
{
    /// <summary>Column names of the CSV, in order.</summary>
    public static readonly IReadOnlyList<string> Columns = ["change", .. SegmentWriter.Columns];

    private const string Put = "put";
    private const string Remove = "remove";

    /// <summary>As CSV, with a header.</summary>
    public static async Task WriteCsvAsync(Stream stream, SnapshotDelta delta, IBlobStore blobs, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var column in Columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(cancellationToken);
        await foreach (var (isPut, row) in ChangesAsync(delta, blobs, cancellationToken))
        {
            csv.WriteField(isPut ? Put : Remove);
            if (isPut)
            {
                SegmentWriter.WriteFields(csv, row);
            }
            else
            {
                foreach (var column in SegmentWriter.Columns)
                {
                    csv.WriteField(column switch { "username" => row.Username, "school_urn" => row.SchoolUrn, _ => null });
                }
            }

            await csv.EndRecordAsync(cancellationToken);
        }
    }

    /// <summary>As NDJSON: the rows' own members after <c>change</c>.</summary>
    public static async Task WriteNdJsonAsync(Stream stream, SnapshotDelta delta, IBlobStore blobs, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        await foreach (var (isPut, row) in ChangesAsync(delta, blobs, cancellationToken))
        {
            var line = new JsonObject { ["change"] = isPut ? Put : Remove };
            foreach (var (name, value) in JsonSerializer.SerializeToNode(row, Json.Options)!.AsObject())
            {
                if (isPut || name is "username" or "schoolUrn")
                {
                    line[name] = value?.DeepClone();
                }
            }

            await writer.WriteLineAsync(line.ToJsonString(Json.Options).AsMemory(), cancellationToken);
        }
    }

    private static async IAsyncEnumerable<(bool IsPut, SnapshotRow Row)> ChangesAsync(
        SnapshotDelta delta, IBlobStore blobs, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var change in delta.Changes)
        {
            // One school at a time: that much is in memory.
            var before = (await RowsAsync(change.Before)).ToDictionary(row => row.Username, StringComparer.Ordinal);
            foreach (var row in await RowsAsync(change.After))
            {
                if (!before.Remove(row.Username, out var known) || known != row)
                {
                    yield return (true, row);
                }
            }

            foreach (var gone in before.Values.OrderBy(row => row.Username, StringComparer.Ordinal))
            {
                yield return (false, gone);
            }
        }

        async Task<IEnumerable<SnapshotRow>> RowsAsync(SnapshotSegment? segment) =>
            segment is null ? [] : await blobs.ReadLinesAsync<SnapshotRow>(segment.Sha256, 0, int.MaxValue, cancellationToken);
    }
}
