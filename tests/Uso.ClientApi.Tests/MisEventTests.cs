using System.Net;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>What Wonde tells by its webhooks shows in the school's set-up.</summary>
[Collection(ApiCollection.Name)]
public sealed class MisEventTests(ApiFixture api)
{
    private const string Urn = "140521";
    private const string School = $"/api/schools/{Urn}";
    private const string Events = "/api/mis/wonde/events";

    [Fact]
    public async Task ApprovedDeclinedRevokedMoved_ShowInTheSetUp_AndTheSameTwiceIsOne()
    {
        await api.SetUpAsync(Urn, ApiFixture.OwnLa, "4521", ApiFixture.OwnConsumer);
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new { mis = "wonde", settings = new { schoolId = "A4521" } });
        var supplier = await api.TokenAsync(new { role = "misSupplier", label = "wonde" });

        var declined = await api.SendAsync(HttpMethod.Post, Events, new { payload_type = "accessDeclined", school_id = "A4521", school_urn = Urn, decline_reason = "x" }, supplier);
        Assert.Equal((true, false, Urn), Answer(declined));
        Assert.Equal(("failed", "pull-approval-declined"), await ApprovalAsync());

        var approved = new { payload_type = "schoolApproved", school_id = "A4521", school_urn = Urn, school_token = "token-of-the-event-1" };
        Assert.Equal((true, false, Urn), Answer(await api.SendAsync(HttpMethod.Post, Events, approved, supplier)));
        Assert.Equal((true, true, Urn), Answer(await api.SendAsync(HttpMethod.Post, Events, approved, supplier)));
        Assert.Equal(("pending", null), await ApprovalAsync());
        var mis = await api.SendAsync(HttpMethod.Get, $"{School}/mis");
        Assert.DoesNotContain("token-of-the-event-1", mis.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("token", mis.GetProperty("secretsSet").EnumerateArray().Select(name => name.GetString()));

        await api.SendAsync(HttpMethod.Post, Events, new { payload_type = "accessRevoked", school_id = "A4521", school_urn = Urn }, supplier);
        Assert.Equal(("failed", "pull-approval-revoked"), await ApprovalAsync());

        // Approved once more, with the same words: news, as something else came in between.
        Assert.Equal((true, false, Urn), Answer(await api.SendAsync(HttpMethod.Post, Events, approved, supplier)));
        Assert.Equal(("pending", null), await ApprovalAsync());

        // This one does not name the URN.
        Assert.Equal((true, false, Urn), Answer(await api.SendAsync(
            HttpMethod.Post, Events, new { payload_type = "schoolMigration", school_id = "A4521", migrate_from = "A", migrate_to = "B", completed_at = "2026-09-01T00:00:00Z" }, supplier)));
        Assert.Equal("wonde", (await api.SendAsync(HttpMethod.Get, $"{School}/mis")).GetProperty("change").GetProperty("to").GetString());

        Assert.False((await api.SendAsync(HttpMethod.Post, Events, new { payload_type = "writeback", writeback_id = "1" }, supplier)).GetProperty("handled").GetBoolean());
        using var desk = api.Client(api.ServiceDeskToken);
        Assert.Contains("mis-event", await desk.GetStringAsync($"{School}/audit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"payload_type":"accessRevoked","school_id":"A4522","school_urn":"140522"}""", HttpStatusCode.Conflict, "mis-event-not-ours")]
    [InlineData("""{"payload_type":"accessRevoked","school_id":"A9","school_urn":"140523"}""", HttpStatusCode.Conflict, "mis-event-not-ours")]
    [InlineData("""{"payload_type":"schoolMigration","school_id":"A9"}""", HttpStatusCode.Conflict, "mis-event-not-ours")]
    [InlineData("""{"payload_type":"accessRevoked","school_urn":"140523"}""", HttpStatusCode.BadRequest, "invalid-value")]
    [InlineData("""{"payload_type":"accessRevoked","school_id":"A/..","school_urn":"140523"}""", HttpStatusCode.BadRequest, "invalid-value")]
    [InlineData("""{"payload_type":"accessRevoked","school_id":"A9","school_urn":"1"}""", HttpStatusCode.BadRequest, "invalid-value")]
    [InlineData("[]", HttpStatusCode.BadRequest, "invalid-value")]
    public async Task EventThatIsNotOurs_IsRefused(string body, HttpStatusCode status, string code)
    {
        await api.SetUpAsync("140523", ApiFixture.OwnLa, "4523", ApiFixture.OwnConsumer);
        await api.SendAsync(HttpMethod.Put, "/api/schools/140523/mis", new { mis = "wonde", settings = new { schoolId = "A4523" } });
        using var client = api.Client(await api.TokenAsync(new { role = "misSupplier", label = "wonde" }));
        using var response = await client.PostAsync(Events, ApiFixture.Json(body));

        Assert.Equal((status, code), (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Null, (await api.SendAsync(HttpMethod.Get, "/api/schools/140523/autoupdate")).TryGetProperty("lastError", out var error) ? error.ValueKind : JsonValueKind.Null);
    }

    private static (bool Handled, bool Repeated, string? Urn) Answer(JsonElement answer) =>
        (answer.GetProperty("handled").GetBoolean(), answer.GetProperty("repeated").GetBoolean(), answer.GetProperty("urn").GetString());

    private async Task<(string? State, string? Error)> ApprovalAsync()
    {
        var settings = await api.SendAsync(HttpMethod.Get, $"{School}/autoupdate");
        var step = settings.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "approve");
        return (
            step.GetProperty("state").GetString(),
            settings.TryGetProperty("lastError", out var error) && error.ValueKind is JsonValueKind.Object ? error.GetProperty("code").GetString() : null);
    }
}
