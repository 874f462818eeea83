using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uso.ClientApi.Common;

/// <summary>How this API writes JSON, and how strictly it reads it.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = Create();

    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        json.DictionaryKeyPolicy = null;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;

        // A misspelt member is told, not ignored: "dryrun" must not start a run that is not dry.
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.AllowDuplicateProperties = false;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(json);
        return json;
    }
}
