using System.Net;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Uso.GrainInterfaces;
using static Uso.GrainInterfaces.Role;

namespace Uso.ClientApi.Tests;

/// <summary>Every endpoint × every role and none × own and other school or LA, against a table that says who may.</summary>
[Collection(ApiCollection.Name)]
public sealed class AccessTests(ApiFixture api)
{
    private static readonly Role[] TokenRoles = [ServiceDesk, HeadTeacher, SchoolAdmin, LaOperator, Consumer, Agent, MisSupplier];
    private static readonly Role[] School = [ServiceDesk, HeadTeacher, SchoolAdmin];
    private static readonly Role[] SchoolAndLa = [ServiceDesk, HeadTeacher, SchoolAdmin, LaOperator];

    private const string S = "/api/schools/{urn}";
    private const string Snapshots = "/api/local-authorities/{la}/snapshots/{consumer}";

    /// <summary>Who may call what for their own school, LA or consumer. For another one, only the service desk may, or who is named there.</summary>
    private static readonly Rule[] Table =
    [
        Anyone("GET", "/"),
        Anyone("GET", "/metrics"),
        Anyone("GET", "/health/live"),
        Anyone("GET", "/health/ready"),
        Anyone("GET", "/openapi/{documentName}.json"),

        new("GET", "/api/mis", SchoolAndLa) { HasNoScope = true },
        new("GET", S, SchoolAndLa),
        new("PUT", S, [ServiceDesk, LaOperator]),
        new("GET", $"{S}/mis", SchoolAndLa),
        new("PUT", $"{S}/mis", School),
        new("GET", $"{S}/autoupdate", SchoolAndLa),
        new("PUT", $"{S}/mis/options", [ServiceDesk]),
        new("PUT", $"{S}/mis/steps/{{step}}", School),
        new("POST", $"{S}/mis/check", School),
        new("POST", $"{S}/mis/approval", School),
        Anyone("GET", "/api/mis/{mis}/approved"),
        new("POST", "/api/mis/{mis}/events", [MisSupplier]) { HasNoScope = true },
        new("GET", $"{S}/reports", School),
        new("PUT", $"{S}/reports", School),
        new("PUT", $"{S}/schedule", School),
        new("GET", $"{S}/account-policy", SchoolAndLa),
        new("PUT", $"{S}/account-policy", [ServiceDesk, LaOperator]),
        new("POST", $"{S}/licence-key", School) { Changes = true },

        new("POST", $"{S}/uploads", [ServiceDesk, SchoolAdmin, Agent]),
        new("POST", $"{S}/generic-api/v1/exports", [Agent]),
        new("POST", $"{S}/supplier-credentials", [ServiceDesk]),
        new("GET", $"{S}/uploads", School),
        new("GET", $"{S}/uploads/{{uploadId}}", [ServiceDesk, HeadTeacher, SchoolAdmin, Agent]),

        new("POST", $"{S}/runs", School),
        new("GET", $"{S}/runs", School),
        new("GET", $"{S}/runs/{{runId}}", SchoolAndLa),
        new("GET", $"{S}/runs/{{runId}}/plan", School),
        new("GET", $"{S}/runs/{{runId}}/groups", School),
        new("GET", $"{S}/runs/{{runId}}/rejected", School),
        new("POST", $"{S}/runs/{{runId}}/approve", School),
        new("POST", $"{S}/runs/{{runId}}/promote", School),
        new("POST", $"{S}/runs/{{runId}}/discard", School),
        new("POST", $"{S}/runs/{{runId}}/undo", SchoolAndLa),

        new("GET", $"{S}/gates", SchoolAndLa),
        new("PUT", $"{S}/gates", [ServiceDesk]),

        new("GET", $"{S}/bulk-results", SchoolAndLa),
        new("GET", $"{S}/bulk-results/people", School),
        new("GET", $"{S}/bulk-results/rejected", School),
        new("GET", $"{S}/matches", School),
        new("POST", $"{S}/matches/{{id}}", School),
        new("POST", $"{S}/matches/{{id}}/take-back", School),
        new("POST", $"{S}/matches/bulk", School),
        new("GET", "/api/local-authorities/{la}/cases", [ServiceDesk]),
        new("GET", "/api/cases", [ServiceDesk]),
        new("GET", $"{S}/unallocated", School),
        new("POST", $"{S}/unallocated/{{username}}/restore", School),
        new("POST", $"{S}/unallocated/restore", School),
        new("GET", $"{S}/exclusions", School),
        new("POST", $"{S}/exclusions", School),
        new("DELETE", $"{S}/exclusions/{{id}}", School),
        new("GET", $"{S}/non-mis-accounts", School),
        new("POST", $"{S}/non-mis-accounts/reviewed", School),
        new("POST", $"{S}/accounts/{{id}}/keep", School),
        new("POST", $"{S}/accounts/{{id}}/unallocate", School),
        new("POST", $"{S}/accounts/{{id}}/link", School),
        new("POST", $"{S}/accounts/{{id}}/override", School),
        new("POST", $"{S}/accounts/{{id}}/clear-override", School),
        new("GET", $"{S}/groups", School),
        new("GET", $"{S}/groups/{{id}}", School),
        new("GET", $"{S}/users", School),
        new("POST", $"{S}/user-requests", School),
        new("POST", $"{S}/ctf", School),
        new("POST", $"{S}/mis/preview", School),
        new("POST", "/api/gias", [ServiceDesk]),

        new("GET", $"{S}/rollover", SchoolAndLa),
        new("PUT", $"{S}/rollover", School),
        new("DELETE", $"{S}/rollover", School),
        new("POST", $"{S}/rollover/approve", School),
        new("PUT", "/api/local-authorities/{la}/rollover", [ServiceDesk, LaOperator]),
        new("DELETE", "/api/local-authorities/{la}/rollover", [ServiceDesk, LaOperator]),
        new("GET", $"{S}/releases", SchoolAndLa),
        new("PUT", $"{S}/releases/{{consumer}}", [HeadTeacher]),

        new("GET", $"{S}/audit", School),
        new("GET", "/api/local-authorities/{la}/audit", [ServiceDesk, LaOperator]),
        new("GET", "/api/audit", [ServiceDesk]),

        // An account nobody has: the service desk is told so, everybody else only that they may not.
        new("GET", "/api/users/{username}", [ServiceDesk]),
        new("GET", "/api/users/{username}/history", [ServiceDesk]),

        new("GET", "/api/consumers/{consumer}", [ServiceDesk]),
        new("PUT", "/api/consumers/{consumer}", [ServiceDesk]),
        new("GET", "/api/local-authorities/{la}", [ServiceDesk, LaOperator]),
        new("GET", "/api/local-authorities/{la}/night", [ServiceDesk, LaOperator]),
        new("GET", "/api/night", [ServiceDesk]),
        new("GET", "/api/operations", [ServiceDesk]),
        new("GET", "/api/local-authorities/{la}/alerts", [ServiceDesk, LaOperator]),
        new("PUT", "/api/local-authorities/{la}/alerts", [ServiceDesk, LaOperator]),
        new("POST", "/api/local-authorities/{la}/alerts/check", [ServiceDesk, LaOperator]),
        new("PUT", "/api/local-authorities/{la}/account-policy", [ServiceDesk, LaOperator]),
        new("GET", "/api/local-authorities/{la}/users", [ServiceDesk]),
        new("POST", Snapshots, [ServiceDesk, LaOperator]),
        new("GET", Snapshots, [ServiceDesk, LaOperator, Consumer]),
        new("GET", $"{Snapshots}/latest", [ServiceDesk, LaOperator, Consumer]),
        new("HEAD", $"{Snapshots}/latest", [ServiceDesk, LaOperator, Consumer]),

        new("GET", "/api/local-authorities/{la}/duplicates", [ServiceDesk, LaOperator]),
        new("PUT", "/api/local-authorities/{la}/duplicates/{first}/{second}", [ServiceDesk, LaOperator]),
        new("POST", "/api/local-authorities/{la}/merges", [ServiceDesk, LaOperator]),
        new("POST", "/api/local-authorities/{la}/splits", [ServiceDesk, LaOperator]),
        new("PUT", "/api/local-authorities/{la}/neighbours", [ServiceDesk, LaOperator]),
        new("GET", $"{S}/neighbours", SchoolAndLa),
        new("PUT", $"{S}/neighbours", [ServiceDesk, LaOperator]),
        new("POST", "/api/local-authorities/{la}/matches", [Consumer]),

        new("POST", "/api/tokens", [ServiceDesk]),
        new("DELETE", "/api/tokens/{id}", [ServiceDesk]),
    ];

    public static TheoryData<string> Rows => [.. Table.Select(rule => rule.Name)];

    [Fact]
    public void EveryEndpointStandsInTheTable()
    {
        var mapped = api.Endpoints.SelectMany(endpoint => MethodsOf(endpoint).Select(method => $"{method} {PathOf(endpoint)}")).Order(StringComparer.Ordinal);
        Assert.Equal(Table.Select(rule => rule.Name).Order(StringComparer.Ordinal), mapped);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task OnlyTheRolesOfTheTableMayCall(string name)
    {
        var rule = Table.Single(row => row.Name == name);
        var wrong = new List<string>();

        await CheckAsync("nobody", null, rule.IsAnonymous ? Verdict.Allowed : Verdict.Unauthenticated);
        foreach (var role in TokenRoles)
        {
            var mayOwn = rule.IsAnonymous || rule.Roles.Contains(role);
            var mayOther = rule.IsAnonymous || (mayOwn && (role == ServiceDesk || rule.HasNoScope));
            await CheckAsync($"{role} of this school", api.Own[role], mayOwn ? Verdict.Allowed : Verdict.Forbidden);
            await CheckAsync($"{role} of another school", api.Other[role], mayOther ? Verdict.Allowed : Verdict.Forbidden);
        }

        Assert.Empty(wrong);

        async Task CheckAsync(string who, string? token, Verdict expected)
        {
            // What would succeed and change what the other tests use is not called by those who may.
            if (rule.Changes && expected == Verdict.Allowed)
            {
                return;
            }

            using var client = api.Client(token);
            using var request = RequestFor(rule);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var actual = response.StatusCode switch
            {
                HttpStatusCode.Unauthorized => Verdict.Unauthenticated,
                HttpStatusCode.Forbidden => Verdict.Forbidden,
                >= HttpStatusCode.InternalServerError => Verdict.Broken,
                _ => Verdict.Allowed,
            };
            if (actual != expected)
            {
                wrong.Add($"{who}: {(int)response.StatusCode} instead of {expected}");
            }
        }
    }

    [Fact]
    public async Task LaOperator_SchoolThatDoesNotExist_IsForbiddenLikeAnyOther()
    {
        using var client = api.Client(api.Own[LaOperator]);
        using var response = await client.GetAsync("/api/schools/199999");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task LaOperator_SetsUpSchoolsOfItsOwnLaOnly()
    {
        using var client = api.Client(api.Own[LaOperator]);
        using var own = await client.PutAsync("/api/schools/120001", School("899"));
        using var other = await client.PutAsync("/api/schools/120002", School("898"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);

        static StringContent School(string la) =>
            ApiFixture.Json($$"""{"name":"New school","laCode":"{{la}}","establishmentNumber":"4100","phase":"primary"}""");
    }

    [Fact]
    public async Task Consumer_AnotherConsumersSnapshotOfItsLa_IsForbidden()
    {
        using var client = api.Client(api.Own[Consumer]);
        using var response = await client.GetAsync($"/api/local-authorities/{ApiFixture.OwnLa}/snapshots/{ApiFixture.OtherConsumer}/latest");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task PostRun_OverrideByTheSchool_IsForbidden()
    {
        using var client = api.Client(api.Own[HeadTeacher]);
        using var response = await client.PostAsync(
            $"/api/schools/{ApiFixture.OwnSchool}/runs",
            ApiFixture.Json("""{"operationId":"o1","override":{"reason":"because it is so","expiresAt":"2099-01-01T00:00:00Z"}}"""));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static HttpRequestMessage RequestFor(Rule rule)
    {
        var path = rule.Path
            .Replace("{urn}", ApiFixture.OwnSchool, StringComparison.Ordinal)
            .Replace("{la}", ApiFixture.OwnLa, StringComparison.Ordinal)
            .Replace("{consumer}", ApiFixture.OwnConsumer, StringComparison.Ordinal)
            .Replace("{first}", "nobody.899", StringComparison.Ordinal)
            .Replace("{second}", "nobody1.899", StringComparison.Ordinal)
            .Replace("{username}", "nobody.899", StringComparison.Ordinal)
            .Replace("{runId}", "no-such-run", StringComparison.Ordinal)
            .Replace("{uploadId}", "no-such-upload", StringComparison.Ordinal)
            .Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{id}", rule.Path.StartsWith("/api/tokens", StringComparison.Ordinal) ? "aaaaaaaaaaaaaaaa" : "pupil~MTIz", StringComparison.Ordinal);

        // An empty object is wrong for every endpoint with a body: who may call gets 400, and nothing changes.
        var request = new HttpRequestMessage(new HttpMethod(rule.Method), path);
        if (rule.Method is "POST" or "PUT")
        {
            request.Content = path.EndsWith("/uploads", StringComparison.Ordinal)
                ? new ByteArrayContent(Encoding.UTF8.GetBytes("x"))
                : ApiFixture.Json("""{"noSuchMember":1}""");
        }

        return request;
    }

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods;

    private static string PathOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.Trim('/')}";

    private static Rule Anyone(string method, string path) => new(method, path, []) { IsAnonymous = true };

    private enum Verdict
    {
        Allowed,
        Unauthenticated,
        Forbidden,
        Broken,
    }

    private sealed record Rule(string Method, string Path, Role[] Roles)
    {
        public bool IsAnonymous { get; init; }

        /// <summary>No school or LA in the route.</summary>
        public bool HasNoScope { get; init; }

        /// <summary>A call that is allowed would take away what other tests use.</summary>
        public bool Changes { get; init; }

        public string Name => $"{Method} {Path}";
    }
}
