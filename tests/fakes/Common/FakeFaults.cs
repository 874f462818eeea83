using System.Collections.Concurrent;

namespace Uso.Fakes;

/// <summary>What goes wrong, the same switches for every fake. Changes act on the next request.</summary>
public class FakeFaults
{
    /// <summary>How many of the next requests are answered 429.</summary>
    public int TooManyRequests;

    /// <summary>How many of the next requests are answered 503.</summary>
    public int ServerErrors;

    /// <summary>How many of the next pages are cut in the middle.</summary>
    public int HalfPages;

    /// <summary>Resources of which every page is cut in the middle.</summary>
    public ConcurrentDictionary<string, bool> HalfOf { get; } = new();

    /// <summary>Every request is answered 503.</summary>
    public bool Outage { get; set; }

    /// <summary>How long every answer waits; <see cref="Timeout.InfiniteTimeSpan"/> is until the client gives up.</summary>
    public TimeSpan Slow { get; set; }

    /// <summary>Seconds in <c>Retry-After</c> of a 429.</summary>
    public int RetryAfterSeconds { get; set; } = 7;

    /// <summary>The credentials, or the access token, are not accepted any more.</summary>
    public bool TokenExpired { get; set; }

    /// <summary>Resources whose permission the school took away, by the MIS's own name.</summary>
    public ConcurrentDictionary<string, bool> LostPermission { get; } = new();

    /// <summary>Fields that the MIS calls otherwise from now on: <c>resource.field</c> → the new name.</summary>
    public ConcurrentDictionary<string, string> ChangedField { get; } = new();

    /// <summary>Resource and page that always fails with 500.</summary>
    public ConcurrentDictionary<string, int> BrokenPage { get; } = new();

    /// <summary>Resources that answer with no records although there are some.</summary>
    public ConcurrentDictionary<string, bool> Empty { get; } = new();

    /// <summary>Puts right what is wrong with resources and with the whole; what was counted runs out by itself.</summary>
    public virtual void Clear()
    {
        Outage = TokenExpired = false;
        Slow = TimeSpan.Zero;
        TooManyRequests = ServerErrors = HalfPages = 0;
        HalfOf.Clear();
        LostPermission.Clear();
        ChangedField.Clear();
        BrokenPage.Clear();
        Empty.Clear();
    }

    /// <summary>Counts one down; true while there was one left.</summary>
    public static bool Take(ref int remaining)
    {
        if (Interlocked.Decrement(ref remaining) >= 0)
        {
            return true;
        }

        Interlocked.Exchange(ref remaining, 0);
        return false;
    }
}
