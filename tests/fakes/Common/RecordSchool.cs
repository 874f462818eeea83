using System.Text.Json.Nodes;

namespace Uso.Fakes;

/// <summary>One school of a MIS whose records are plain JSON. Lists may be changed while the fake runs; the next request sees it.</summary>
public sealed class RecordSchool
{
    /// <summary>The MIS's own id of the school.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }
    public string Urn { get; init; } = "100123";
    public string LaCode { get; init; } = "830";
    public string EstablishmentNumber { get; init; } = "4001";

    /// <summary>Whether the school lets us in.</summary>
    public bool Granted { get; set; } = true;

    /// <summary>Resource, by the MIS's own name, and its records.</summary>
    public Dictionary<string, List<JsonObject>> Records { get; } = new(StringComparer.Ordinal);

    /// <summary>Replaces the records of a resource.</summary>
    public void Show(string resource, IEnumerable<JsonObject> records) => Records[resource] = [.. records];
}
