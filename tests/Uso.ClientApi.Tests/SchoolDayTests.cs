using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Uso.GrainInterfaces;

namespace Uso.ClientApi.Tests;

/// <summary>A school's way through the API: set up, upload, run, results, release, and what the learning platform collects.</summary>
[Collection(ApiCollection.Name)]
public sealed class SchoolDayTests(ApiFixture api)
{
    private const string La = ApiFixture.OwnLa;

    [Fact]
    public async Task PostUpload_SameBytesTwice_AreOneUpload()
    {
        var school = await SchoolAsync("141001");
        var first = await UploadAsync(school, Students("1"));
        var second = await UploadAsync(school, Students("1"));
        Assert.False(first.GetProperty("duplicate").GetBoolean());
        Assert.True(second.GetProperty("duplicate").GetBoolean());
        Assert.Equal(first.GetProperty("uploadId").GetString(), second.GetProperty("uploadId").GetString());
        var history = await api.SendAsync(HttpMethod.Get, $"{school}/uploads");
        Assert.Equal(1, history.GetProperty("total").GetInt32());
        Assert.Equal(1, history.GetProperty("items")[0].GetProperty("repeats").GetInt32());
    }

    [Fact]
    public async Task PostUpload_Refused_Is422AndStaysInTheHistory()
    {
        var school = await SchoolAsync("141002");
        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync($"{school}/uploads?fileName=Students.csv", new ByteArrayContent([]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("\"code\":\"export-empty\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var upload = (await api.SendAsync(HttpMethod.Get, $"{school}/uploads")).GetProperty("items")[0];
        Assert.Equal("refused", upload.GetProperty("state").GetString());
        Assert.Equal("export-empty", upload.GetProperty("refused").GetProperty("code").GetString());
    }

    [Fact]
    public async Task PostUpload_TooLarge_Is413AndNotInTheHistory()
    {
        var school = await SchoolAsync("141003");
        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync($"{school}/uploads", new ByteArrayContent(new byte[ApiFixture.MaxUpload + 1]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Get, $"{school}/uploads")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task PostUpload_FileNameWithPath_KeepsItsLastPart()
    {
        var school = await SchoolAsync("141004");
        using var client = api.Client(api.ServiceDeskToken);
        using var content = new ByteArrayContent(Students("1"));
        content.Headers.Add("X-File-Name", Uri.EscapeDataString("C:\\exports\\..\\Students.csv"));
        using var response = await client.PostAsync($"{school}/uploads", content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        using var upload = await client.GetAsync(response.Headers.Location);
        Assert.Contains("\"fileName\":\"Students.csv\"", await upload.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadToSnapshot()
    {
        const string urn = "141005";
        const string consumer = "school-day-lms";
        var school = await SchoolAsync(urn, consumer);
        var head = await api.TokenAsync(new { role = "headTeacher", schools = new[] { urn }, label = "head" });
        var platform = await api.TokenAsync(new { role = "consumer", localAuthorities = new[] { La }, consumer, label = "platform" });
        var key = (await api.SendAsync(HttpMethod.Post, $"{school}/licence-key")).GetProperty("licenceKey").GetString()!;
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students" } }, head);
        await UploadAsync(school, Students("1", "2"), key);

        // The run, and the same request again.
        var run = await api.SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId = "first" });
        var again = await api.SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId = "first" });
        var runId = run.GetProperty("runId").GetString();
        Assert.Equal(runId, again.GetProperty("runId").GetString());
        Assert.True(again.GetProperty("repeated").GetBoolean());
        var status = await api.SendAsync(HttpMethod.Get, $"{school}/runs/{runId}?wait=25", token: head);
        Assert.Equal("complete", status.GetProperty("phase").GetString());
        Assert.Equal(2, status.GetProperty("pupils").GetProperty("created").GetInt32());
        Assert.Equal(2, (await api.SendAsync(HttpMethod.Get, $"{school}/runs/{runId}/plan", token: head)).GetProperty("items").GetArrayLength());

        // What staff see.
        var results = await api.SendAsync(HttpMethod.Get, $"{school}/bulk-results", token: head);
        Assert.Equal(runId, results.GetProperty("lastRun").GetProperty("runId").GetString());
        Assert.Equal(0, results.GetProperty("pupils").GetProperty("unmatched").GetInt32());
        var users = await api.SendAsync(HttpMethod.Get, $"{school}/users?q=firstb&changed=true", token: head);
        var username = Assert.Single(users.GetProperty("items").EnumerateArray()).GetProperty("username").GetString()!;
        Assert.Equal(username, (await api.SendAsync(HttpMethod.Get, $"/api/users/{username}", token: head)).GetProperty("username").GetString());
        Assert.NotEqual(0, (await api.SendAsync(HttpMethod.Get, $"/api/users/{username}/history", token: head)).GetProperty("events").GetArrayLength());
        using (var stranger = api.Client(api.Own[Role.HeadTeacher]))
        using (var refused = await stranger.GetAsync($"/api/users/{username}"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        // Nothing leaves before the head says so.
        var snapshots = $"/api/local-authorities/{La}/snapshots/{consumer}";
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Post, snapshots)).GetProperty("rows").GetInt32());
        await api.SendAsync(HttpMethod.Put, $"{school}/releases/{consumer}", new { released = true }, head);
        Assert.Equal(2, (await api.SendAsync(HttpMethod.Post, snapshots)).GetProperty("rows").GetInt32());

        using var client = api.Client(platform);
        using var csv = await client.GetAsync($"{snapshots}/latest");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("username,", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
        Assert.EndsWith("-csv\"", csv.Headers.ETag?.Tag, StringComparison.Ordinal);
        Assert.False(csv.Headers.ETag?.IsWeak);
        Assert.True(csv.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.True(csv.Headers.Contains("Uso-Snapshot-Version"));
        Assert.Equal("attachment", csv.Content.Headers.ContentDisposition?.DispositionType);

        using var ndjsonRequest = new HttpRequestMessage(HttpMethod.Get, $"{snapshots}/latest");
        ndjsonRequest.Headers.Accept.ParseAdd("application/x-ndjson");
        using var ndjson = await client.SendAsync(ndjsonRequest);
        var rows = (await ndjson.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.Equal(urn, JsonDocument.Parse(row).RootElement.GetProperty("schoolUrn").GetString()));
        Assert.NotEqual(csv.Headers.ETag, ndjson.Headers.ETag);

        Assert.Equal(HttpStatusCode.NotModified, await LatestAsync(client, snapshots, csv.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.OK, await LatestAsync(client, snapshots, ndjson.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, await LatestAsync(client, snapshots, $"\"other\", W/{csv.Headers.ETag}"));
        using var headRequest = new HttpRequestMessage(HttpMethod.Head, $"{snapshots}/latest");
        using var headResponse = await client.SendAsync(headRequest);
        Assert.Equal(csv.Headers.ETag, headResponse.Headers.ETag);

        // Taking the release back works at once, without a new build.
        await api.SendAsync(HttpMethod.Put, $"{school}/releases/{consumer}", new { released = false }, head);
        using var after = await client.GetAsync($"{snapshots}/latest");
        Assert.Single((await after.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        // A platform that keeps what it knows asks for the difference.
        var version = csv.Headers.GetValues("Uso-Snapshot-Version").Single();
        using var delta = await client.GetAsync($"{snapshots}/latest?since={version}");
        var changes = (await delta.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("change,username,", changes[0], StringComparison.Ordinal);
        Assert.Equal(2, changes.Count(line => line.StartsWith("remove,", StringComparison.Ordinal)));
        Assert.Equal(after.Headers.GetValues("Uso-Snapshot-Version"), delta.Headers.GetValues("Uso-Snapshot-Version"));
        using var gone = await client.GetAsync($"{snapshots}/latest?since=4711");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);

        // So does taking the LA away from the consumer, whatever its token says.
        await api.SendAsync(HttpMethod.Put, $"/api/consumers/{consumer}", new { name = consumer, localAuthorities = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.NotFound, await LatestAsync(client, snapshots, null));
    }

    [Fact]
    public async Task Metrics_HaveRouteTemplatesAndNoIds()
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var asked = await client.GetAsync("/api/users/somebody.899");

        // A request is measured just after its answer left; another one in between may be too quick, so ask until it is there.
        string text;
        MediaTypeHeaderValue? type;
        var asks = 0;
        do
        {
            using var response = await client.GetAsync("/metrics");
            text = await response.Content.ReadAsStringAsync();
            type = response.Content.Headers.ContentType;
        }
        while (!text.Contains("http_route=\"/api/users/{username}\"", StringComparison.Ordinal) && ++asks < 100);

        Assert.Equal("text/plain", type?.MediaType);
        Assert.Contains("http_server_request_duration_seconds_count{", text, StringComparison.Ordinal);
        Assert.Contains("http_route=\"/api/users/{username}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiFixture.OwnSchool, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ThroughAProxy_AreTheServiceDesksOnly()
    {
        foreach (var (token, expected) in new[]
            {
                ((string?)null, HttpStatusCode.Unauthorized),
                (api.Own[Role.HeadTeacher], HttpStatusCode.Forbidden),
                (api.ServiceDeskToken, HttpStatusCode.OK),
            })
        {
            using var client = api.Client(token);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
            using var response = await client.GetAsync("/metrics");
            Assert.Equal(expected, response.StatusCode);
        }
    }

    private static async Task<HttpStatusCode> LatestAsync(HttpClient client, string snapshots, string? etags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{snapshots}/latest");
        if (etags is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etags);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static byte[] Students(params string[] ids) => StudentsCsv.Of(ids.Select(id =>
        new StudentsCsv.Row(id, $"First{(char)('a' + int.Parse(id, null))}", $"Pupil{id}", $"2012-03-0{id}")));

    private async Task<string> SchoolAsync(string urn, string consumer = ApiFixture.OwnConsumer)
    {
        await api.SetUpAsync(urn, La, $"4{urn[^3..]}", consumer);
        await api.SendAsync(HttpMethod.Put, $"/api/schools/{urn}/mis", new { mis = "sims" });
        return $"/api/schools/{urn}";
    }

    private async Task<JsonElement> UploadAsync(string school, byte[] bytes, string? token = null)
    {
        using var client = api.Client(token ?? api.ServiceDeskToken);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await client.PostAsync($"{school}/uploads?fileName=Students.csv", content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
