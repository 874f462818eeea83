namespace Uso.Fakes.Bromcom;

/// <summary>What goes wrong at Bromcom beside the usual. Resources are entities, named as in the URL: <c>StudentFlatView</c>.</summary>
public sealed class BromcomFaults : FakeFaults
{
    /// <summary>Every answer says <c>"success": false</c>.</summary>
    public bool NoSuccess { get; set; }
}

/// <summary>How to start the fake.</summary>
public sealed record BromcomFakeOptions
{
    /// <summary>The schools served.</summary>
    public IReadOnlyList<BromcomSchool> Schools { get; init; } = [];

    public string ApplicationId { get; init; } = "uso";
    public string ApplicationSecret { get; init; } = "fake-secret";

    /// <summary>Of the SOAP service.</summary>
    public string UserName { get; init; } = "uso-reader";

    public string Password { get; init; } = "fake-password";

    /// <summary>Rows of a full page; Bromcom's has 100,000.</summary>
    public int PageSize { get; init; } = 100_000;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
