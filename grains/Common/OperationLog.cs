using System.Security.Cryptography;
using System.Text.Json;

namespace Uso.Grains;

/// <summary>The last operations that a grain carried out: the same one again is recognised, the same id with other content refused. Part of a grain's state.</summary>
[GenerateSerializer, Alias("uso.state.operation-log")]
internal sealed class OperationLog
{
    private const int Kept = 32;

    [Id(0)] public List<Operation> Operations { get; set; } = [];

    /// <summary>Null: new. True: done before. False: the id was used for something else.</summary>
    public bool? Find(string id, string digest)
    {
        var known = Operations.Find(operation => operation.Id == id);
        return known is null ? null : known.Digest == digest;
    }

    public void Add(string id, string digest)
    {
        Operations.Add(new Operation { Id = id, Digest = digest });
        if (Operations.Count > Kept)
        {
            Operations.RemoveRange(0, Operations.Count - Kept);
        }
    }

    /// <summary>What tells one content from another.</summary>
    public static string DigestOf<T>(T content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, Json.Options)).AsSpan(0, 16));

    [GenerateSerializer, Alias("uso.state.operation")]
    internal sealed record Operation
    {
        [Id(0)] public required string Id { get; init; }
        [Id(1)] public required string Digest { get; init; }
    }
}
