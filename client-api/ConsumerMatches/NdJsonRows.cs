using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>Rows of an application/x-ndjson body: a bad line is a bad row and nothing more, so lines are cut first and read one by one.</summary>
internal static class NdJsonRows
{
    private const int MaxLineBytes = 16 * 1024;

    public static async IAsyncEnumerable<ReadRow> ReadAsync(PipeReader body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = new List<ReadRow>();
        var tooLong = false;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Take(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                Take(rest);
                rest = rest.Slice(rest.End);
            }
            else if (rest.Length > MaxLineBytes)
            {
                tooLong = true;
                rest = rest.Slice(rest.End);
            }

            body.AdvanceTo(rest.Start, rest.End);
            foreach (var row in rows)
            {
                yield return row;
            }

            rows.Clear();
            if (read.IsCompleted)
            {
                yield break;
            }
        }

        void Take(ReadOnlySequence<byte> line)
        {
            if (tooLong || line.Length > MaxLineBytes)
            {
                rows.Add(new ReadRow(new MatchRow(), RowReasons.TooLong));
            }
            else if (!IsBlank(line))
            {
                rows.Add(Parse(line));
            }

            tooLong = false;
        }
    }

    private static ReadRow Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize<MatchRow>(ref reader, ApiJson.Options) is { } row && !reader.Read()
                ? new ReadRow(row)
                : new ReadRow(new MatchRow(), RowReasons.Malformed);
        }
        catch (JsonException)
        {
            return new ReadRow(new MatchRow(), RowReasons.Malformed);
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }
}
