namespace Uso.Mis.Wonde;

/// <summary>How the Wonde puller behaves. The defaults are for production.</summary>
public sealed record WondeOptions
{
    /// <summary>Tries of one request after the first.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>First wait; it doubles with every try and is jittered.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait, also when the server asks for more.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Limit of one request, connection to last byte.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Largest page in bytes.</summary>
    public int MaxPageBytes { get; init; } = 64 << 20;

    /// <summary>Most pages of one resource.</summary>
    public int MaxPages { get; init; } = 9999;
}
