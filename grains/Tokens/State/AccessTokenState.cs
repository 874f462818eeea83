namespace Uso.Grains.Tokens;

[GenerateSerializer, Alias("uso.state.access-token")]
internal sealed class AccessTokenState
{
    [Id(0)] public string? SecretSha256 { get; set; }
    [Id(1)] public Caller? Caller { get; set; }
    [Id(2)] public DateTimeOffset? ExpiresAt { get; set; }
    [Id(3)] public DateTimeOffset? RevokedAt { get; set; }
    [Id(4)] public string Label { get; set; } = "";
    [Id(5)] public string IssuedBy { get; set; } = "";
    [Id(6)] public DateTimeOffset IssuedAt { get; set; }
}
