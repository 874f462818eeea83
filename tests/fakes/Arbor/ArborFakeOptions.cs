using System.Collections.Concurrent;

namespace Uso.Fakes.Arbor;

/// <summary>How a permission that is missing shows. Arbor gives an empty object without an error; GraphQL may also say which field.</summary>
public enum ArborLost
{
    /// <summary><c>"Student": {}</c>.</summary>
    EmptyObject,

    /// <summary><c>"data": {}</c>.</summary>
    NoData,

    /// <summary><c>"Student": [{}, {}]</c>.</summary>
    EmptyRecords,

    /// <summary>An error that names the field.</summary>
    Error,
}

/// <summary>What goes wrong at Arbor beside the usual. Resources are named as in GraphQL: <c>Student</c>.</summary>
public sealed class ArborFaults : FakeFaults
{
    public ArborLost LostAs { get; set; }

    /// <summary>The change log is not offered (404).</summary>
    public bool NoChangeLog { get; set; }

    /// <summary>What the approval says is the school's endpoint, in place of the truth.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Resource and page from which every object comes as a link and nothing else.</summary>
    public ConcurrentDictionary<string, int> LinksFrom { get; } = new();
}

/// <summary>How to start the fake.</summary>
public sealed record ArborFakeOptions
{
    public required ArborSchool School { get; init; }

    /// <summary>The application user: HTTP Basic.</summary>
    public string UserName { get; init; } = "uso";

    public string Password { get; init; } = "fake-password";

    /// <summary>Who can sign in at the school and approve the application.</summary>
    public string AdministratorPassword { get; init; } = "let-me-in";

    /// <summary>Whether the school has approved the application already.</summary>
    public bool Approved { get; init; } = true;

    /// <summary>Most records of a page, whatever is asked for.</summary>
    public int MaxPageSize { get; init; } = 3000;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
