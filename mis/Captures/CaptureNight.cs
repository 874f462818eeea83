using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uso.Mis.Captures;

/// <summary>
/// What a capture says of the night on which it was made, where reading it depends on the day: who has left, who starts later, which UPN is in force. A day and no
/// time: equal answers of one night make equal bytes.
/// </summary>
/// <param name="Date">The day, in England.</param>
/// <param name="FetchedOn">The day on which its pages were fetched: an earlier one when nothing had changed since.</param>
/// <param name="Revision">The number of the last change before they were fetched, where the MIS has a change log.</param>
/// <param name="Host">The host that they came from, where that is the school's own.</param>
internal sealed record CaptureNight(DateOnly Date, DateOnly FetchedOn, long? Revision = null, string? Host = null)
{
    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), England).DateTime);

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, CaptureNightJson.Default.CaptureNight);

    /// <exception cref="MisExportException">The capture does not say.</exception>
    public static CaptureNight Of(CaptureManifest manifest)
    {
        try
        {
            return manifest.Context?.Deserialize(CaptureNightJson.Default.CaptureNight) ?? throw CaptureReader.Truncated();
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "The capture does not say of which night it is.", broken);
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaptureNight))]
internal sealed partial class CaptureNightJson : JsonSerializerContext;
