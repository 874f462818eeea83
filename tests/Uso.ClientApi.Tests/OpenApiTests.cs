using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Uso.ClientApi.Tests;

[Collection(ApiCollection.Name)]
public sealed class OpenApiTests(ApiFixture api)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        using var client = api.Client();
        await Snapshot.MatchAsync("openapi.json", (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!.ToJsonString(Indented));
    }

    [Fact]
    public async Task Document_EveryOperationHasIdSummaryAndProblem()
    {
        using var client = api.Client();
        var document = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!;
        var ids = new List<string>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject().Where(entry => entry.Value is JsonObject o && o.ContainsKey("responses")))
            {
                Assert.True(operation!["summary"] is not null, $"{method} {path} has no summary");
                Assert.True(operation["responses"]!["default"] is not null, $"{method} {path} has no problem");
                if (method != "head")
                {
                    ids.Add(operation["operationId"]!.GetValue<string>());
                }
            }
        }

        Assert.Equal(ids.Distinct(), ids);
    }
}
