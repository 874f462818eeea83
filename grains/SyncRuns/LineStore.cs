using System.Collections.Immutable;
using System.Text.Json;
using Uso.Grains.Blobs;

namespace Uso.Grains.SyncRuns;

/// <summary>Immutable lists kept as blobs, one JSON object a line: a run's plan and its rejected rows.</summary>
internal static class LineStore
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static Task<BlobAddress> WriteLinesAsync<T>(this IBlobStore blobs, IReadOnlyCollection<T> items, CancellationToken cancellationToken) =>
        blobs.WriteAsync(
            async (stream, token) =>
            {
                using var buffer = new MemoryStream();
                using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true });
                foreach (var item in items)
                {
                    JsonSerializer.Serialize(writer, item, Json.Options);
                    writer.Flush();
                    writer.Reset();
                    buffer.Write(NewLine);
                    if (buffer.Length > 1 << 16)
                    {
                        await FlushAsync(buffer, stream, token);
                    }
                }

                await FlushAsync(buffer, stream, token);
            },
            cancellationToken);

    /// <exception cref="InvalidDataException">The blob is gone.</exception>
    public static async Task<ImmutableArray<T>> ReadLinesAsync<T>(
        this IBlobStore blobs, string sha256, int offset, int count, CancellationToken cancellationToken)
    {
        await using var stream = await blobs.OpenAsync(sha256, cancellationToken)
            ?? throw new InvalidDataException($"Blob {sha256} is missing.");
        using var reader = new StreamReader(stream);
        var items = ImmutableArray.CreateBuilder<T>();
        for (var number = 0; items.Count < count && await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (number >= offset)
            {
                items.Add(JsonSerializer.Deserialize<T>(line, Json.Options)!);
            }
        }

        return items.ToImmutable();
    }

    private static async Task FlushAsync(MemoryStream buffer, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
        buffer.SetLength(0);
    }
}
