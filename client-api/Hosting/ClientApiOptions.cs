using System.ComponentModel.DataAnnotations;

namespace Uso.ClientApi.Hosting;

/// <summary>Settings of the API. Section "Uso:ClientApi". Validated at start.</summary>
public sealed class ClientApiOptions
{
    public const string Section = "Uso:ClientApi";

    /// <summary>Largest upload in bytes. More is answered 413.</summary>
    [Range(1, 16L << 30)]
    public long MaxUploadBytes { get; set; } = 512L << 20;

    /// <summary>Largest other request body in bytes.</summary>
    [Range(1024, 64L << 20)]
    public long MaxBodyBytes { get; set; } = 1L << 20;

    /// <summary>Largest body of rows that a consumer sends to be matched, in bytes.</summary>
    [Range(1024, 1L << 30)]
    public long MaxMatchBytes { get; set; } = 32L << 20;

    /// <summary>Most rows in one such call: of each, the answer is kept until the last row was read.</summary>
    [Range(1, 1_000_000)]
    public int MaxMatchRows { get; set; } = 50_000;

    /// <summary>Such calls a minute by one consumer, before it is answered 429.</summary>
    [Range(1, 1_000_000)]
    public int MatchCallsPerMinute { get; set; } = 60;

    /// <summary>Failed authentications a minute from one address before it is answered 429.</summary>
    [Range(1, 1_000_000)]
    public int FailedSignInsPerMinute { get; set; } = 100;

    /// <summary>Requests that are worked on at once. What comes on top waits its turn, up to <see cref="RequestsQueued"/>, then is answered 503.</summary>
    [Range(1, 100_000)]
    public int RequestsAtOnce { get; set; } = 256;

    /// <summary>Requests that wait their turn, in each lane.</summary>
    [Range(0, 100_000)]
    public int RequestsQueued { get; set; } = 1024;

    /// <summary>Uploads received at once.</summary>
    [Range(1, 100_000)]
    public int UploadsAtOnce { get; set; } = 64;

    /// <summary>Requests that wait for a run to change (<c>wait=</c>) at once.</summary>
    [Range(1, 100_000)]
    public int RequestsWaiting { get; set; } = 1024;

    /// <summary>How long a readiness probe may take.</summary>
    public TimeSpan ReadinessTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The address under which people reach this API, for links that come back to it; null: the one that the request was sent to.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// A file with the first service-desk token, such as a mounted secret: <c>uso_firstservicedesk_</c> and 64 hexadecimal digits. Without it one is made
    /// and written to the data directory.
    /// </summary>
    public string? FirstTokenFile { get; set; }

    /// <summary>Cluster only: make a new first service-desk token although another process made one, for when that one is lost.</summary>
    public bool NewServiceDeskToken { get; set; }
}
