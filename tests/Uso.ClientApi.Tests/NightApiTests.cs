using System.Net;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>The night's queue and the alerts, over REST.</summary>
[Collection(ApiCollection.Name)]
public sealed class NightApiTests(ApiFixture api)
{
    private const string NightLa = "897";
    private const string OtherLa = "896";
    private const string AlertLa = "895";
    private const string Night = $"/api/local-authorities/{NightLa}/night";
    private const string Alerts = $"/api/local-authorities/{AlertLa}/alerts";

    [Fact]
    public async Task NightOfAnLa_SaysWhereEachSchoolStands_FilteredAndPaged()
    {
        await SetUpAsync(NightLa, "143001", "143002");
        await api.SendAsync(HttpMethod.Put, "/api/schools/143002/mis", new { mis = "sims" });
        await api.SendAsync(HttpMethod.Put, "/api/schools/143002/reports", new { reports = new[] { "Students" } });
        using var client = api.Client(api.ServiceDeskToken);
        using var content = new StringContent("primary_id,Legal Surname,Forename,DOB\r\n1,Night,Queue,2012-01-01\r\n");
        using var upload = await client.PostAsync("/api/schools/143002/uploads?fileName=Students.csv", content);
        Assert.Equal(HttpStatusCode.Accepted, upload.StatusCode);

        var night = await api.SendAsync(HttpMethod.Get, Night);
        Assert.Equal((2, 1, 1), (Count(night, "schools"), Count(night, "off"), Count(night, "due")));
        Assert.Equal(["mis-not-configured", "upload-waits"], Reasons(night));

        var due = await api.SendAsync(HttpMethod.Get, $"{Night}?state=due");
        Assert.Equal(["upload-waits"], Reasons(due));
        Assert.Equal((2, 1), (Count(due, "schools"), due.GetProperty("schools").GetProperty("total").GetInt32()));
        Assert.Equal(["upload-waits"], Reasons(await api.SendAsync(HttpMethod.Get, $"{Night}?skip=1&take=1")));

        // At once, by the service desk, this one upload.
        var uploadId = JsonSerializer.Deserialize<JsonElement>(await upload.Content.ReadAsStringAsync()).GetProperty("uploadId").GetString();
        var run = await api.SendAsync(HttpMethod.Post, "/api/schools/143002/runs", new { operationId = "now", uploadId });
        await api.SendAsync(HttpMethod.Get, $"/api/schools/143002/runs/{run.GetProperty("runId").GetString()}?wait=25");

        // The school hears of the rest a moment after the run; another start makes it look.
        await api.SendAsync(HttpMethod.Post, "/api/schools/143002/runs", new { operationId = "look", dryRun = true });
        Assert.Equal(0, Count(await api.SendAsync(HttpMethod.Get, Night), "due"));
    }

    [Fact]
    public async Task NightOfAllLas_ListsThem_SomeAPage()
    {
        await SetUpAsync(OtherLa, "143003");
        await SetUpAsync(AlertLa, "143005");
        var all = await api.SendAsync(HttpMethod.Get, "/api/night?take=25");
        var las = all.GetProperty("items").EnumerateArray().Select(la => la.GetProperty("laCode").GetString()).ToList();
        Assert.Contains(OtherLa, las);
        Assert.Equal(las.Order(StringComparer.Ordinal), las);
        Assert.Equal(all.GetProperty("total").GetInt32(), las.Count);

        var second = await api.SendAsync(HttpMethod.Get, "/api/night?skip=1&take=1");
        Assert.Equal(las[1], Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("laCode").GetString());
        using var client = api.Client(api.ServiceDeskToken);
        using var tooMany = await client.GetAsync("/api/night?take=26");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Fact]
    public async Task Alerts_AreSetUpByTheLa_WithoutShowingTheSecret()
    {
        await SetUpAsync(AlertLa, "143004");
        var overview = await api.SendAsync(HttpMethod.Put, Alerts, new
        {
            webhookUrl = "https://alerts.la.example/uso",
            webhookSecret = "a-secret-of-the-test",
            noExportDays = 2,
            closures = new[] { new { from = "2026-10-26", until = "2026-10-30" } },
        });
        Assert.True(overview.GetProperty("hasWebhookSecret").GetBoolean());
        Assert.DoesNotContain("a-secret", overview.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, (await api.SendAsync(HttpMethod.Get, Alerts)).GetProperty("settings").GetProperty("noExportDays").GetInt32());
        Assert.Equal(JsonValueKind.String, (await api.SendAsync(HttpMethod.Post, $"{Alerts}/check")).GetProperty("checkedAt").ValueKind);

        using var client = api.Client(api.ServiceDeskToken);
        foreach (var body in new[] { """{"webhookUrl":"http://alerts.la.example/"}""", """{"emails":["night@la.example"]}""", """{"offTrendPercent":0}""" })
        {
            using var response = await client.PutAsync(Alerts, ApiFixture.Json(body));
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("invalid-value", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static int Count(JsonElement night, string state) => night.GetProperty("counts").GetProperty(state).GetInt32();

    /// <summary>Of the schools that this test has.</summary>
    private static IEnumerable<string?> Reasons(JsonElement night) =>
        night.GetProperty("schools").GetProperty("items").EnumerateArray().Select(school => school.GetProperty("reason").GetString());

    private async Task SetUpAsync(string la, params string[] urns)
    {
        foreach (var urn in urns)
        {
            await api.SetUpAsync(urn, la, $"4{urn[^3..]}", ApiFixture.OtherConsumer);
        }
    }
}
