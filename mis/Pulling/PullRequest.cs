namespace Uso.Mis.Pulling;

/// <summary>What the body of a good answer must be to count as whole.</summary>
public enum PullBody
{
    /// <summary>One JSON object or array, to its last brace.</summary>
    Json,

    /// <summary>XML with its root element closed, without a document type.</summary>
    Xml,

    /// <summary>Anything.</summary>
    Any,
}

/// <summary>One request to a MIS: a GET, or a POST when it has content.</summary>
public sealed record PullRequest(Uri Url)
{
    public PullBody Expect { get; init; } = PullBody.Json;

    /// <summary>Whether an answer that says 200 asks to be asked again: an error of the moment in place of data. Null: none does.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? AskAgain { get; init; }

    /// <summary>Body of a POST.</summary>
    public ReadOnlyMemory<byte>? Content { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers, for example <c>SOAPAction</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
