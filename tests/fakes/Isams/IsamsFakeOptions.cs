using System.Collections.Concurrent;

namespace Uso.Fakes.Isams;

/// <summary>What goes wrong at iSAMS beside the usual. Resources are named <c>students</c>, <c>employees</c>, <c>sets</c>, <c>setLists</c>, for the Batch API too.</summary>
public sealed class IsamsFaults : FakeFaults
{
    /// <summary>How many of the next answers of the Batch API are that a deadlock chose it as its victim.</summary>
    public int Deadlocks;

    /// <summary>How many of the next answers of the Batch API are that a lock timed out.</summary>
    public int LockTimeouts;

    /// <summary>The client id and secret are not accepted any more.</summary>
    public bool ClientRevoked { get; set; }

    /// <summary>Resource and the <c>totalCount</c> that its every page gives.</summary>
    public ConcurrentDictionary<string, int> WrongTotal { get; } = new();

    /// <summary>Resource and the page after which <c>totalCount</c> is one more: somebody joined while the pages were read.</summary>
    public ConcurrentDictionary<string, int> GrowsAfterPage { get; } = new();

    /// <summary>The Batch API's error that every request gets, by its MessageId.</summary>
    public string? BatchError { get; set; }
}

/// <summary>How to start the fake.</summary>
public sealed record IsamsFakeOptions
{
    public required IsamsSchool School { get; init; }
    public string ClientId { get; init; } = "uso";
    public string ClientSecret { get; init; } = "fake-secret";

    /// <summary>Key of the Batch API.</summary>
    public string ApiKey { get; init; } = "0A1B2C3D-0000-4000-8000-000000000001";

    /// <summary>Records of a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>How long an access token is good, in seconds.</summary>
    public int TokenSeconds { get; init; } = 3600;

    /// <summary>How the Batch API's files declare their encoding; they are ASCII whatever they say.</summary>
    public string DeclaredEncoding { get; init; } = "utf-16";

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
