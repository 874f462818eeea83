using System.Text.Json;
using Orleans.Storage;
using Uso.EmbeddedRuntime.Json;

namespace Uso.Silo.Hosting;

/// <summary>States in PostgreSQL are the same JSON as in the embedded runtime's SQLite file; the two share its source.</summary>
public sealed class StateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = GrainJson.Create();

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options);
}
