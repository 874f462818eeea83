using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>The review queue through the API: seen, decided by two at once, taken back, decided in bulk.</summary>
[Collection(ApiCollection.Name)]
public sealed class MatchQueueTests(ApiFixture api)
{
    private const string La = ApiFixture.OwnLa;

    private static readonly (string Id, string First) Ada = ("1", "Ada");
    private static readonly (string Id, string First) Tunde = ("3", "Tunde");
    private static readonly (string Id, string First) Yves = ("4", "Yves");

    [Fact]
    public async Task TwoPeopleAtOnce_OneDecides_TheOtherIsToldWho_AndItCanBeTakenBack()
    {
        var school = await SchoolWithCasesAsync("147001", Tunde);
        var one = Assert.Single((await api.SendAsync(HttpMethod.Get, $"{school}/matches")).GetProperty("items").EnumerateArray());
        var candidate = Assert.Single(one.GetProperty("person").GetProperty("candidates").EnumerateArray());
        Assert.Contains("date of birth", candidate.GetProperty("words").GetString(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("1", Assert.Single(one.GetProperty("holders").EnumerateArray()).GetProperty("misId").GetString());
        var (id, version) = (one.GetProperty("id").GetString(), one.GetProperty("caseVersion").GetString());

        var answers = await Task.WhenAll(new[] { "create", "exclude" }.Select(decision =>
            PostAsync($"{school}/matches/{id}", new { operationId = "as-" + decision, caseVersion = version, decision, reason = "asked the office" })));

        Assert.Equal([HttpStatusCode.Accepted, HttpStatusCode.Conflict], answers.Select(answer => answer.Status).Order());
        Assert.Equal("case-decided", answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Body.GetProperty("code").GetString());
        Assert.Empty((await api.SendAsync(HttpMethod.Get, $"{school}/matches")).GetProperty("items").EnumerateArray());
        var decided = Assert.Single((await api.SendAsync(HttpMethod.Get, $"{school}/matches?decided=true")).GetProperty("items").EnumerateArray());
        Assert.Equal("asked the office", decided.GetProperty("decision").GetProperty("note").GetString());
        Assert.NotEqual("", decided.GetProperty("decision").GetProperty("by").GetString());

        var back = await PostAsync($"{school}/matches/{id}/take-back", new { operationId = "back", caseVersion = decided.GetProperty("caseVersion").GetString() });
        Assert.Equal(HttpStatusCode.Accepted, back.Status);
        Assert.Equal(1, (await api.SendAsync(HttpMethod.Get, $"{school}/matches")).GetProperty("total").GetInt32());
        Assert.Equal("no-decision", (await PostAsync($"{school}/matches/{id}/take-back", new { operationId = "back-2", caseVersion = "r000009" })).Body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task ServiceDesk_SeesTheCasesOfAnLa_AndOfAll_PageByPage()
    {
        await SchoolWithCasesAsync("147002", Tunde, Yves);
        await SchoolWithCasesAsync("147003", Tunde);

        var la = await api.SendAsync(HttpMethod.Get, $"/api/local-authorities/{La}/cases?take=1");
        var counts = la.GetProperty("schools").EnumerateArray().ToDictionary(one => one.GetProperty("urn").GetString()!, one => one.GetProperty("cases").GetInt32());
        Assert.Equal((2, 1), (counts["147002"], counts["147003"]));
        Assert.Equal(counts.Values.Sum(), la.GetProperty("total").GetInt32());

        foreach (var path in new[] { $"/api/local-authorities/{La}/cases", "/api/cases" })
        {
            var seen = new List<string>();
            string? next = null;
            do
            {
                var page = await api.SendAsync(HttpMethod.Get, $"{path}?take=1{(next is null ? "" : "&cursor=" + Uri.EscapeDataString(next))}");
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => $"{one.GetProperty("urn").GetString()}/{one.GetProperty("id").GetString()}"));
                next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            }
            while (next is not null);

            Assert.Equal(seen.Distinct(), seen);
            Assert.Equal(2, seen.Count(one => one.StartsWith("147002/", StringComparison.Ordinal)));
            Assert.Equal(1, seen.Count(one => one.StartsWith("147003/", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Bulk_TellsHowManyFirst_AndDecidesThatMany()
    {
        var school = await SchoolWithCasesAsync("147004", Tunde, Yves);
        var filter = new { same = new[] { "lastName", "dateOfBirth" } };

        var dry = await PostAsync($"{school}/matches/bulk", new { operationId = "dry", decision = "exclude", filter, dryRun = true });
        Assert.Equal((HttpStatusCode.Accepted, 2), (dry.Status, dry.Body.GetProperty("outcome").GetProperty("decided").GetInt32()));
        Assert.Equal("invalid-value", (await PostAsync($"{school}/matches/bulk", new { operationId = "uncounted", decision = "exclude", filter })).Body.GetProperty("code").GetString());
        Assert.Equal("invalid-value", (await PostAsync($"{school}/matches/bulk", new { operationId = "any", decision = "match", filter = new { }, dryRun = true })).Body.GetProperty("code").GetString());
        var wrong = await PostAsync($"{school}/matches/bulk", new { operationId = "wrong", decision = "exclude", filter, expected = 1 });
        Assert.Equal((HttpStatusCode.Conflict, "bulk-count-changed"), (wrong.Status, wrong.Body.GetProperty("code").GetString()));

        var done = await PostAsync($"{school}/matches/bulk", new { operationId = "done", decision = "exclude", filter, expected = 2 });
        Assert.Equal((HttpStatusCode.Accepted, "complete"), (done.Status, done.Body.GetProperty("phase").GetString()));
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Get, $"{school}/matches")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("cursor=nowhere")]
    [InlineData("same=shoeSize")]
    [InlineData("minCandidates=-1")]
    [InlineData("take=501")]
    public async Task WhatCannotBeAsked_IsRefused(string query)
    {
        using var client = api.Client(api.ServiceDeskToken);
        foreach (var path in new[] { $"/api/schools/{ApiFixture.OwnSchool}/matches", $"/api/local-authorities/{La}/cases", "/api/cases" })
        {
            using var response = await client.GetAsync($"{path}?{query}");
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync(path, ApiFixture.Json(JsonSerializer.Serialize(body)));
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    /// <summary>A school that has Ada, and then others with her surname and birthday.</summary>
    private async Task<string> SchoolWithCasesAsync(string urn, params (string Id, string First)[] others)
    {
        var school = $"/api/schools/{urn}";
        await api.SetUpAsync(urn, La, $"4{urn[^3..]}", ApiFixture.OwnConsumer);
        await api.SendAsync(HttpMethod.Put, $"{school}/mis", new { mis = "sims" });
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students" } });
        await SyncAsync(school, urn, Ada);
        await SyncAsync(school, urn, [Ada, .. others]);
        return school;
    }

    private async Task SyncAsync(string school, string urn, params (string Id, string First)[] pupils)
    {
        var rows = pupils.Select(pupil => new StudentsCsv.Row(pupil.Id, pupil.First, "Okafor" + (char)('a' + (urn[^1] - '0')), $"2013-04-0{urn[^1]}"));
        using var client = api.Client(api.ServiceDeskToken);
        using var content = new ByteArrayContent(StudentsCsv.Of(rows));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var uploaded = await client.PostAsync($"{school}/uploads?fileName=Students.csv", content);
        Assert.Equal(HttpStatusCode.Accepted, uploaded.StatusCode);
        var run = await api.SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId = $"{urn}-{pupils.Length}" });
        var status = await api.SendAsync(HttpMethod.Get, $"{school}/runs/{run.GetProperty("runId").GetString()}?wait=25");
        Assert.Equal("complete", status.GetProperty("phase").GetString());
    }
}
