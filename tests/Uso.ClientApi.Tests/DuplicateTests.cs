using System.Net;
using System.Text.Json;
using Uso.ClientApi.Common;
using Uso.GrainInterfaces;
using Uso.Matching;

namespace Uso.ClientApi.Tests;

/// <summary>Double accounts through the API: listed, merged, found under the old name, parted.</summary>
[Collection(ApiCollection.Name)]
public sealed class DuplicateTests(ApiFixture api)
{
    private const string La = "776";
    private const string OneSchool = "152001";
    private const string OtherSchool = "152002";
    private const string Keep = "zyarrow.776";
    private const string Retire = "zyarrow1.776";
    private const string Address = $"/api/local-authorities/{La}";

    [Fact]
    public async Task ListedMergedFoundAndSplit_ByTheLasOperator()
    {
        var operators = await api.TokenAsync(new { role = "laOperator", localAuthorities = new[] { La }, label = "op" });
        await LoadAsync(OneSchool, new StudentsCsv.Row("1", "Zelda", "Yarrow", "2012-03-04", UpnOf(1)));
        await LoadAsync(OtherSchool, new StudentsCsv.Row("9", "Zelda", "Yarrow", "2012-03-04", UpnOf(2)));
        var open = (await api.SendAsync(HttpMethod.Get, $"/api/schools/{OtherSchool}/matches")).GetProperty("items")[0];
        await RestAsync(OtherSchool, await api.SendAsync(
            HttpMethod.Post,
            $"/api/schools/{OtherSchool}/matches/{PersonId.Format(AccountKind.Pupil, "9")}",
            new { operationId = "two", decision = "create", caseVersion = open.GetProperty("caseVersion").GetString() }));

        var listed = await api.SendAsync(HttpMethod.Get, $"{Address}/duplicates?kind=pupil", token: operators);
        var pair = Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal((Keep, Retire), (Username(pair, "first"), Username(pair, "second")));
        Assert.Equal("Zelda", pair.GetProperty("first").GetProperty("identity").GetProperty("legalFirstName").GetString());
        using (var client = api.Client(operators))
        {
            client.DefaultRequestHeaders.Accept.ParseAdd("text/csv");
            var csv = (await client.GetStringAsync($"{Address}/duplicates")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(2, csv.Length);
            Assert.StartsWith("two-upns,", csv[1], StringComparison.Ordinal);
        }

        await api.SendAsync(HttpMethod.Put, $"{Address}/duplicates/{Keep}/{Retire}", new { areTwo = true, note = "cousins" }, operators);
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Get, $"{Address}/duplicates", token: operators)).GetProperty("total").GetInt32());
        await api.SendAsync(HttpMethod.Put, $"{Address}/duplicates/{Keep}/{Retire}", new { areTwo = false }, operators);

        var merge = await api.SendAsync(HttpMethod.Post, $"{Address}/merges", new { operationId = "m1", keep = Keep, retire = Retire }, operators);
        Assert.Equal("complete", await RestAsync(OtherSchool, merge, operators));
        var again = await api.SendAsync(HttpMethod.Post, $"{Address}/merges", new { operationId = "m1", keep = Keep, retire = Retire }, operators);
        Assert.Equal((merge.GetProperty("runId").GetString(), true), (again.GetProperty("runId").GetString(), again.GetProperty("repeated").GetBoolean()));

        var old = await api.SendAsync(HttpMethod.Get, $"/api/users/{Retire}", token: operators);
        Assert.Equal(("merged", Keep), (old.GetProperty("status").GetString(), old.GetProperty("mergedInto").GetString()));
        var kept = await api.SendAsync(HttpMethod.Get, $"/api/users/{Keep}", token: operators);
        Assert.Equal(Retire, Assert.Single(kept.GetProperty("previousUsernames").EnumerateArray()).GetString());
        Assert.Equal(2, kept.GetProperty("memberships").GetArrayLength());

        var split = await api.SendAsync(HttpMethod.Post, $"{Address}/splits", new { operationId = "s1", retired = Retire }, operators);
        Assert.Equal("complete", await RestAsync(OtherSchool, split, operators));
        Assert.True((await api.SendAsync(HttpMethod.Post, $"{Address}/splits", new { operationId = "s1", retired = Retire }, operators)).GetProperty("repeated").GetBoolean());
        Assert.Equal("active", (await api.SendAsync(HttpMethod.Get, $"/api/users/{Retire}", token: operators)).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("merges", """{"operationId":"x","keep":"nobody.776","retire":"nobody1.776"}""", HttpStatusCode.UnprocessableEntity, "account-not-candidate")]
    [InlineData("merges", """{"operationId":"x","keep":"nobody.776","retire":"nobody.776"}""", HttpStatusCode.BadRequest, "invalid-value")]
    [InlineData("merges", """{"keep":"nobody.776","retire":"nobody1.776"}""", HttpStatusCode.BadRequest, "invalid-value")]
    [InlineData("splits", """{"operationId":"x","retired":"nobody.776"}""", HttpStatusCode.UnprocessableEntity, "account-not-candidate")]
    [InlineData("splits", """{"operationId":"x","retired":"no username"}""", HttpStatusCode.BadRequest, "invalid-value")]
    public async Task WhatCannotBe_IsRefused(string what, string body, HttpStatusCode status, string code)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync($"{Address}/{what}", ApiFixture.Json(body));
        Assert.Equal((status, code), (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString()));
    }

    private static string? Username(JsonElement pair, string which) => pair.GetProperty(which).GetProperty("username").GetString();

    private static string UpnOf(int serial) => Upn.CheckLetterFor($"776520019{serial:000}") + $"776520019{serial:000}";

    private Task LoadAsync(string urn, params StudentsCsv.Row[] pupils) => api.LoadAsync(urn, $"School {urn}", La, $"5{urn[^3..]}", pupils);

    private Task<string?> RestAsync(string urn, JsonElement started, string? token = null) => api.RestAsync($"/api/schools/{urn}", started, token);
}
