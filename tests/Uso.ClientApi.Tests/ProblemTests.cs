using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Uso.ClientApi.Common;

namespace Uso.ClientApi.Tests;

/// <summary>Every kind of refusal has one shape. The bodies are a committed snapshot.</summary>
[Collection(ApiCollection.Name)]
public sealed class ProblemTests(ApiFixture api)
{
    private const string School = $"/api/schools/{ApiFixture.OwnSchool}";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task Bodies_AreTheCommittedOnes()
    {
        (string Name, string Method, string Path, string? Body, bool Anonymous)[] requests =
        [
            ("nobody", "GET", "/api/mis", null, true),
            ("nobody at no address", "GET", "/no/such/address", null, true),
            ("no address", "GET", "/no/such/address", null, false),
            ("no such method", "PATCH", School, "{}", false),
            ("malformed JSON", "PUT", School, "{\"name\":", false),
            ("JSON of another shape", "PUT", School, "[]", false),
            ("unknown member", "PUT", School, """{"name":"A","laCode":"899","establishmentNumber":"4001","phase":"secondary","head":"x"}""", false),
            ("missing member", "PUT", School, """{"name":"A"}""", false),
            ("unknown enum value", "PUT", School, """{"name":"A","laCode":"899","establishmentNumber":"4001","phase":"hogwarts"}""", false),
            ("invalid value", "PUT", School, """{"name":" ","laCode":"899","establishmentNumber":"4001","phase":"secondary"}""", false),
            ("not JSON", "PUT", School, "text:name=A", false),
            ("body too large", "PUT", School, $"{{\"name\":\"{new string('a', 20_000)}\"}}", false),
            ("malformed urn", "GET", "/api/schools/abc", null, false),
            ("school not set up", "GET", "/api/schools/199999/bulk-results", null, false),
            ("malformed username", "GET", "/api/users/Not-A-Username", null, false),
            ("unknown user", "GET", "/api/users/nobody.899", null, false),
            ("malformed la", "GET", "/api/local-authorities/8999", null, false),
            ("unknown consumer", "GET", $"/api/local-authorities/{ApiFixture.OwnLa}/snapshots/none/latest", null, false),
            ("malformed consumer", "GET", "/api/consumers/No%20Good", null, false),
            ("malformed case id", "POST", $"{School}/matches/pupil~%25", """{"decision":"create","caseVersion":"r000001","operationId":"x"}""", false),
            ("no such case", "POST", $"{School}/matches/pupil~MTIz", """{"decision":"create","caseVersion":"r000001","operationId":"x"}""", false),
            ("malformed paging", "GET", $"{School}/users?take=501", null, false),
            ("not a number", "GET", $"{School}/users?take=many", null, false),
            ("malformed run id", "GET", $"{School}/runs/..%2f", null, false),
            ("unknown run", "GET", $"{School}/runs/no-such-run", null, false),
            ("no operation id", "POST", $"{School}/runs", "{}", false),
            ("MIS unknown", "PUT", $"{School}/mis", """{"mis":"none"}""", false),
            ("MIS not configured", "POST", $"{School}/runs", """{"operationId":"p1"}""", false),
            ("release by the service desk", "PUT", $"{School}/releases/{ApiFixture.OwnConsumer}", """{"released":true}""", false),
        ];

        var seen = new JsonObject();
        foreach (var (name, method, path, body, anonymous) in requests)
        {
            using var client = api.Client(anonymous ? null : api.ServiceDeskToken);
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            if (body is not null)
            {
                request.Content = body.StartsWith("text:", StringComparison.Ordinal) ? new StringContent(body, Encoding.UTF8, "text/plain") : ApiFixture.Json(body);
            }

            // An error is told even to a client that accepts only CSV.
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{name}: {(int)response.StatusCode} {text}");
            var problem = JsonNode.Parse(text)!.AsObject();
            Assert.True(problem.Remove("traceId"), $"{name} has no trace id");
            Assert.Equal((int)response.StatusCode, problem["status"]!.GetValue<int>());
            seen[name] = problem;
        }

        await Snapshot.MatchAsync("problems.json", seen.ToJsonString(Indented));
    }

    [Fact]
    public async Task Answers_CarrySecurityHeadersAndNoServer()
    {
        using var client = api.Client();
        foreach (var path in (string[])["/", "/api/mis", "/no/such/address"])
        {
            using var response = await client.GetAsync(path);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(response.Headers.CacheControl?.NoStore);
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1\r\n")]
    [InlineData("+44", "'+44\r\n")]
    [InlineData("-1", "'-1\r\n")]
    [InlineData("@SUM(A1)", "'@SUM(A1)\r\n")]
    [InlineData("\tx", "'\tx\r\n")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"\r\n")]
    [InlineData("plain", "plain\r\n")]
    public async Task Csv_IsNeverAFormula(string value, string line)
    {
        using var body = new MemoryStream();
        await CsvAnswer.WriteAsync(body, ["column"], new[] { new string?[] { value } }.ToAsyncEnumerable(), CancellationToken.None);
        Assert.Equal("column\r\n" + line, Encoding.UTF8.GetString(body.ToArray()));
    }

    [Theory]
    [InlineData("123")]
    [InlineData("a/b?c#d")]
    [InlineData("Zoë ~ 1")]
    public void PersonId_GoesThereAndBack(string misId)
    {
        Assert.True(PersonId.TryParse(PersonId.Format(GrainInterfaces.AccountKind.Staff, misId), out var id));
        Assert.Equal(new PersonId(GrainInterfaces.AccountKind.Staff, misId), id);
    }

    [Theory]
    [InlineData("pupil~")]
    [InlineData("pupil~MTI=")]
    [InlineData("parent~MTIz")]
    [InlineData("pupil~_w")]
    [InlineData(null)]
    public void PersonId_OtherText_IsNone(string? text) => Assert.False(PersonId.TryParse(text, out _));
}
