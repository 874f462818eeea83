using System.ComponentModel.DataAnnotations;

namespace Uso.Mis.Pulling;

/// <summary>How pulls behave, whatever the MIS. The defaults are for production.</summary>
public sealed record PullOptions
{
    public const string Section = "Uso:Pull";

    /// <summary>Tries of one request after the first.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; init; } = 5;

    /// <summary>First wait; it doubles with every try and is jittered.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait, also when the server asks for more.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a resource is taken up again at its failed page, after every other resource had its turn.</summary>
    [Range(0, 10)]
    public int MaxResumes { get; init; } = 1;

    /// <summary>Limit of one request, connection to last byte.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>Limit of making a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest page in bytes, once unpacked.</summary>
    [Range(1024, 1 << 30)]
    public int MaxPageBytes { get; init; } = 64 << 20;

    /// <summary>Most pages of one resource.</summary>
    [Range(1, 9999)]
    public int MaxPages { get; init; } = 9999;

    /// <summary>Most redirects that are followed for one request; only ever to the same host.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 3;

    /// <summary>Requests under way to one host at once, over all schools.</summary>
    [Range(1, 256)]
    public int ConcurrencyPerHost { get; init; } = 4;

    /// <summary>A host that failed at least this often within <see cref="BreakWindow"/>, and nearly always, is left alone for <see cref="BreakFor"/>.</summary>
    [Range(2, 100_000)]
    public int BreakAfter { get; init; } = 20;

    public TimeSpan BreakWindow { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Hosts beside a MIS's own that a school's address may have, such as <c>isams.school.example</c>: a MIS that a school runs itself.</summary>
    public IReadOnlyList<string> FurtherHosts { get; init; } = [];

    /// <summary>Loopback, private and link-local addresses may be reached, and http may be spoken with the loopback address: for tests, fakes and ./run.</summary>
    public bool AllowPrivateAddresses { get; init; }
}
