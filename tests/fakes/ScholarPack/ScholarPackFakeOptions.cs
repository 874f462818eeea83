using System.Collections.Concurrent;

namespace Uso.Fakes.ScholarPack;

/// <summary>What goes wrong at ScholarPack beside the usual. Resources are named as in the URL: <c>students</c>, <c>students/register</c>.</summary>
public sealed class ScholarPackFaults : FakeFaults
{
    /// <summary>The refresh token is not accepted any more: the school took the approval back.</summary>
    public bool ApprovalTakenBack { get; set; }

    /// <summary>The access token expires once, after so many requests; 0: it does not.</summary>
    public int ExpiresAfter;

    /// <summary>Resource and what it says <c>next_uri</c> is, on its every page.</summary>
    public ConcurrentDictionary<string, string> Next { get; } = new();

    /// <summary>Resource and how many pages it says it has.</summary>
    public ConcurrentDictionary<string, int> WrongPages { get; } = new();
}

/// <summary>How to start the fake.</summary>
public sealed record ScholarPackFakeOptions
{
    public required ScholarPackSchool School { get; init; }
    public string ClientId { get; init; } = "uso";
    public string ClientSecret { get; init; } = "fake-secret";

    /// <summary>Who can sign in at the school and approve.</summary>
    public string AdministratorPassword { get; init; } = "let-me-in";

    /// <summary>A refresh token that is good from the start; null: the school has not approved yet.</summary>
    public string? RefreshToken { get; init; } = "fake-refresh-token";

    /// <summary>Whether every access token comes with a new refresh token, as ScholarPack does it.</summary>
    public bool Rotates { get; init; } = true;

    /// <summary>Most records of a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>How long an access token is good, in seconds.</summary>
    public int TokenSeconds { get; init; } = 3600;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
