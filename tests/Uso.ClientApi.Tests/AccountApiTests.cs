using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>A school's accounts over a year, as its staff, the service desk and the LA reach them through the API.</summary>
[Collection(ApiCollection.Name)]
public sealed class AccountApiTests(ApiFixture api)
{
    private const string La = "894";

    [Fact]
    public async Task Policies_AreTheSchoolsOwn_ThenTheLas_AndTheRetentionIsTheLasOnly()
    {
        var school = await SchoolAsync("143501");
        await api.SendAsync(HttpMethod.Put, $"/api/local-authorities/{La}/account-policy", new { graceDays = 5, retentionDays = 700, reason = "agreed by the DPO" });
        var set = await api.SendAsync(HttpMethod.Put, $"{school}/account-policy", new { graceDays = 1, reason = "small school, few moves" });
        Assert.Equal((1, 700), (set.GetProperty("inForce").GetProperty("graceDays").GetInt32(), set.GetProperty("inForce").GetProperty("retentionDays").GetInt32()));
        Assert.Equal("agreed by the DPO", (await api.SendAsync(HttpMethod.Get, $"{school}/account-policy")).GetProperty("localAuthority").GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"{school}/account-policy", new { retentionDays = 90, reason = "as a school alone" }, HttpMethod.Put));
    }

    [Fact]
    public async Task Override_IsShownWithWhatTheMisSays_AndToldInTheHistory()
    {
        var school = await SchoolAsync("143502", "1");
        var person = (await PeopleAsync($"{school}/users")).Single();
        var account = $"{school}/accounts/{person.GetProperty("id").GetString()}";
        await RunAsync(school, $"{account}/override", new
        {
            operationId = "o1",
            fields = new[] { new { field = "preferredFirstName", value = "Addie" } },
            until = "2099-07-31",
            reason = "known by it",
        });

        var username = person.GetProperty("username").GetString();
        var one = Assert.Single((await api.SendAsync(HttpMethod.Get, $"/api/users/{username}")).GetProperty("overrides").EnumerateArray());
        Assert.Equal(("preferredFirstName", "Addie", "known by it", "2099-07-31"), (Text(one, "field"), Text(one, "value"), Text(one, "reason"), Text(one, "until")));
        Assert.Single(await PeopleAsync($"{school}/users?q=addie"));
        var history = await api.SendAsync(HttpMethod.Get, $"/api/users/{username}/history");
        Assert.Contains("a person decided so", Text(history.GetProperty("events")[0], "words"), StringComparison.Ordinal);
        Assert.Contains("preferredFirstName is now Addie", Text(history.GetProperty("events")[0], "words"), StringComparison.Ordinal);
        Assert.Contains(history.GetProperty("why").EnumerateArray(), why => Text(why, "field") == "preferredFirstName" && Text(why, "value") == "Addie");

        await RunAsync(school, $"{account}/clear-override", new { operationId = "o2", reason = "no longer" });
        Assert.Empty((await api.SendAsync(HttpMethod.Get, $"/api/users/{username}")).GetProperty("overrides").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync($"{account}/override", new { operationId = "o3", fields = Array.Empty<object>(), reason = "nothing" }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{school}/accounts/pupil~OTk5/override", new
        {
            operationId = "o4",
            fields = new[] { new { field = "legalLastName", value = "X" } },
            reason = "nobody",
        }));
    }

    [Fact]
    public async Task ExcludedWithAnAccount_IsListed_UnallocatedByDecision_AndRestoredWithOthers()
    {
        var school = await SchoolAsync("143503", "1", "2");
        var id = Text((await PeopleAsync($"{school}/users")).Single(person => Text(person, "misId") == "1"), "id");
        await RunAsync(school, $"{school}/exclusions", new
        {
            operationId = "e1",
            kind = "pupil",
            person = new { firstName = "Nobody", lastName = "Yet", dateOfBirth = "2014-01-02" },
            reason = "asked for",
        });
        await RunAsync(school, $"{school}/exclusions", new { operationId = "e2", kind = "pupil", misId = "1", reason = "asked for" });
        var listed = await PeopleAsync($"{school}/exclusions");
        Assert.Equal(["allocated", "excluded"], listed.Select(person => Text(person, "status")).Order());
        Assert.All(listed, person => Assert.Equal("asked for", Text(person.GetProperty("exclusion"), "reason")));

        await RunAsync(school, $"{school}/accounts/{id}/unallocate", new { operationId = "e3", reason = "the family insists" });
        Assert.All(await PeopleAsync($"{school}/exclusions"), person => Assert.Equal("excluded", Text(person, "status")));
        var left = await PeopleAsync($"{school}/users");
        Assert.Single(left);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{school}/unallocated/restore", new { operationId = "e4", usernames = new[] { Text(left[0], "username") } }));
    }

    [Fact]
    public async Task NonMisAccount_IsKept_AndRestoredInBulk()
    {
        var school = await SchoolAsync("143504", "1");
        await RunAsync(school, $"{school}/user-requests", new
        {
            operationId = "n1",
            kind = "pupil",
            startDate = "2099-09-01",
            identity = new { legalFirstName = "Ottoline", legalLastName = "Vandersteen", dateOfBirth = "2013-04-05" },
        });
        var page = await api.SendAsync(HttpMethod.Get, $"{school}/non-mis-accounts");
        var account = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.True(account.GetProperty("isFuture").GetBoolean());
        Assert.False(page.TryGetProperty("reviewSince", out var since) && since.ValueKind is not JsonValueKind.Null);

        var address = $"{school}/accounts/{Text(account, "id")}";
        await RunAsync(school, $"{address}/keep", new { operationId = "n2", until = "2099-10-01", reason = "visits for a term" });
        Assert.Equal("2099-10-01", Text((await PeopleAsync($"{school}/non-mis-accounts")).Single().GetProperty("keep"), "until"));
        await RunAsync(school, $"{address}/unallocate", new { operationId = "n3", reason = "does not come" });
        var username = Text((await PeopleAsync($"{school}/unallocated")).Single(), "username");
        await RunAsync(school, $"{school}/unallocated/restore", new { operationId = "n4", usernames = new[] { username } });
        Assert.Empty(await PeopleAsync($"{school}/unallocated"));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync($"{school}/non-mis-accounts/reviewed", null));
    }

    [Fact]
    public async Task ServiceDesk_SearchesAcrossTheLa_NewestFirst()
    {
        var one = await SchoolAsync("143505", "1");
        var other = await SchoolAsync("143506", "1");
        Assert.NotEqual(one, other);

        var found = await PeopleAsync($"/api/local-authorities/{La}/users?q=ghosh&changed=true");
        Assert.Equal("143506", Text(Assert.Single(found, user => Text(user, "urn") is "143505" or "143506"), "urn"));
        var page = await api.SendAsync(HttpMethod.Get, $"/api/local-authorities/{La}/users?take=1&changed=true");
        Assert.Equal(1, page.GetProperty("items").GetArrayLength());
        Assert.True(page.GetProperty("total").GetInt32() >= 2);
    }

    [Fact]
    public async Task Search_FindsTheMembersOfAClass()
    {
        var school = await SchoolAsync("143508", "1", "5");
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students", "GroupsAndClasses" } });
        using var client = api.Client(api.ServiceDeskToken);
        using var content = new StringContent("multiple_id,Group Name,Group Type,Subject,Member Type\r\n\"c/1,5\",7X/Ma,Class,Maths,Pupil\r\n");
        using var upload = await client.PostAsync($"{school}/uploads?fileName=GroupsAndClasses.csv", content);
        Assert.Equal(HttpStatusCode.Accepted, upload.StatusCode);
        await RunAsync(school, $"{school}/runs", new { operationId = "groups" });

        Assert.Equal("5", Text(Assert.Single(await PeopleAsync($"{school}/users?q=7x/ma")), "misId"));
        Assert.Equal("5", Text(Assert.Single(await PeopleAsync($"/api/local-authorities/{La}/users?q=7x/ma")).GetProperty("person"), "misId"));
    }

    [Fact]
    public async Task Audit_IsExportedAsLinesAndAsCsv()
    {
        var school = await SchoolAsync("143507", "1");
        await RunAsync(school, $"{school}/exclusions", new { operationId = "a1", kind = "pupil", misId = "1", reason = "=asked for" });
        using var client = api.Client(api.ServiceDeskToken);

        var lines = (await client.GetStringAsync($"{school}/audit")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var last = JsonSerializer.Deserialize<JsonElement>(lines[^1]);
        Assert.Equal(("run-by-hand:Exclude", "=asked for", "1"), (Text(last, "action"), Text(last, "reason"), last.GetProperty("people")[0].GetString()));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{school}/audit");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var csv = await client.SendAsync(request);
        var rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("at,by,role,action,subject,count,people,reason", lines.Length + 1), (rows[0], rows.Length));
        Assert.EndsWith(",1,1,'=asked for", rows[^1], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"{school}/audit?from=2020-01-01&to=2026-01-01")).StatusCode);
    }

    /// <summary>People who are nothing like each other, so that no school's load is a question about another's.</summary>
    private static StudentsCsv.Row PupilOf(string urn, string id)
    {
        (string First, string Last)[] names =
        [
            ("Adaeze", "Okonjo"), ("Boris", "Pemberton"), ("Chidi", "Zhang"), ("Delphine", "Whitlock"), ("Eamon", "Drummond"), ("Farah", "Ghosh"),
            ("Gustav", "Abernathy"), ("Hyacinth", "Quigley"), ("Ibrahim", "Threlfall"), ("Jocasta", "Underhill"), ("Kwame", "Rasmussen"), ("Lucinda", "Osterley"),
        ];
        var number = ((urn[^1] - '1') + (7 * (id[0] - '1'))) % names.Length;
        return new StudentsCsv.Row(id, names[number].First, names[number].Last, $"2012-{number + 1:00}-1{id}");
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private async Task<List<JsonElement>> PeopleAsync(string path) =>
        [.. (await api.SendAsync(HttpMethod.Get, path)).GetProperty("items").EnumerateArray()];

    private async Task RunAsync(string school, string path, object body)
    {
        var run = await api.SendAsync(HttpMethod.Post, path, body);
        var status = await api.SendAsync(HttpMethod.Get, $"{school}/runs/{Text(run, "runId")}?wait=25");
        Assert.True(Text(status, "phase") == "complete", status.ToString());
    }

    private async Task<HttpStatusCode> StatusAsync(string path, object? body, HttpMethod? method = null)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = body is null ? null : ApiFixture.Json(JsonSerializer.Serialize(body)) };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<string> SchoolAsync(string urn, params string[] pupils)
    {
        await api.SetUpAsync(urn, La, urn[2..], ApiFixture.OwnConsumer + "-894");
        var school = $"/api/schools/{urn}";
        await api.SendAsync(HttpMethod.Put, $"{school}/mis", new { mis = "sims" });
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students" } });
        if (pupils.Length > 0)
        {
            using var client = api.Client(api.ServiceDeskToken);
            using var content = new ByteArrayContent(StudentsCsv.Of(pupils.Select(id => PupilOf(urn, id))));
            using var response = await client.PostAsync($"{school}/uploads?fileName=Students.csv", content);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await RunAsync(school, $"{school}/runs", new { operationId = "load" });
        }

        return school;
    }
}
