using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uso.Mis.Wonde;

/// <summary>Last entry of a capture: what was fetched, and why something was not. Holds no time and no token, so that equal answers make equal bytes.</summary>
internal sealed record WondeManifest
{
    public const string EntryName = "manifest.json";
    public const string FormatName = "uso-wonde-capture";
    public const int CurrentVersion = 1;

    /// <summary>Outcome of a resource whose every page is there; the others are the reasons of <see cref="ReportEnd"/>.</summary>
    public const string Complete = "complete";

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required string SchoolId { get; init; }

    public required IReadOnlyList<WondeManifestResource> Resources { get; init; }
}

/// <summary>One resource in the manifest.</summary>
internal sealed record WondeManifestResource
{
    public required string Name { get; init; }

    /// <summary>"complete", "permission-missing" or "page-missing".</summary>
    public required string Outcome { get; init; }

    public required int Pages { get; init; }

    public required int Records { get; init; }

    /// <summary>HTTP status of the request that failed.</summary>
    public int? Status { get; init; }

    /// <summary>The school's own count, when the API gave one.</summary>
    public int? Count { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WondeManifest))]
internal sealed partial class WondeJson : JsonSerializerContext;
