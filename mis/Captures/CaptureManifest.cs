using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uso.Mis.Captures;

/// <summary>Last entry of a capture: what was fetched, and why something was not. Holds no time and no secret, so that equal answers make equal bytes.</summary>
internal sealed record CaptureManifest
{
    public const string EntryName = "manifest.json";
    public const string FormatName = "uso-capture";
    public const int CurrentVersion = 1;

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Code of the MIS that it was pulled from.</summary>
    public required string Mis { get; init; }

    public required IReadOnlyList<CaptureResource> Resources { get; init; }

    /// <summary>The school's own field map, when it has one: a capture is read the same way whenever it is read.</summary>
    public JsonElement? FieldMap { get; init; }

    /// <summary>What else the MIS's reader needs to read it the same way, for example a <see cref="CaptureNight"/>.</summary>
    public JsonElement? Context { get; init; }
}

/// <summary>One resource in the manifest.</summary>
internal sealed record CaptureResource
{
    /// <summary>Outcome of a resource whose every page is there; the others are the reasons of <see cref="ReportEnd"/>.</summary>
    public const string Complete = "complete";

    public required string Name { get; init; }

    /// <summary>"complete", "permission-missing", "page-missing" or another reason.</summary>
    public required string Outcome { get; init; }

    public required int Pages { get; init; }

    public required int Records { get; init; }

    /// <summary>HTTP status of the request that failed.</summary>
    public int? Status { get; init; }

    /// <summary>The MIS's own count of records, when it gave one.</summary>
    public int? Count { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaptureManifest))]
internal sealed partial class CaptureJson : JsonSerializerContext;
