using System.Collections.Concurrent;

namespace Uso.Fakes.Wonde;

/// <summary>How the fake writes dates and date-times.</summary>
public enum WondeDateForm
{
    /// <summary><c>{"date": "2012-03-04 00:00:00.000000", "timezone_type": 3, "timezone": "Europe/London"}</c>.</summary>
    PhpObject,

    /// <summary><c>"2012-03-04"</c>.</summary>
    Text,
}

/// <summary>What goes wrong, besides what goes wrong everywhere. Resources are named as in the URL: <c>students</c>, <c>employees</c>…</summary>
public sealed class WondeFaults : FakeFaults
{
    /// <summary>Resources that the school did not permit, with the status they are refused with (403 or 401).</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new();

    /// <summary>Resource and what it says <c>next</c> is, on its every page.</summary>
    public ConcurrentDictionary<string, string> Next { get; } = new();

    /// <summary>The answer has no pagination object: everything comes on one page.</summary>
    public bool NoPagination { get; set; }

    /// <summary>Resource and the number that <c>counts</c> gives in place of the truth.</summary>
    public ConcurrentDictionary<string, int> WrongCount { get; } = new();

    /// <summary><c>counts</c> is not offered (404).</summary>
    public bool NoCounts { get; set; }
}

/// <summary>How to start the fake.</summary>
public sealed record WondeFakeOptions
{
    /// <summary>The schools served.</summary>
    public IReadOnlyList<WondeSchool> Schools { get; init; } = [];

    /// <summary>Tokens accepted; each sees every school.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = ["fake-token"];

    /// <summary>Records of a page, when the client asks for no fewer.</summary>
    public int PageSize { get; init; } = 50;

    public WondeDateForm Dates { get; init; } = WondeDateForm.PhpObject;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
