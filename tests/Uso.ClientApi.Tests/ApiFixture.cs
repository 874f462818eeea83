using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uso.ClientApi.Hosting;
using Uso.GrainInterfaces;

namespace Uso.ClientApi.Tests;

/// <summary>The real API over real HTTP on a loopback port, with the real grains on the embedded runtime, in a data directory of its own.</summary>
public sealed class ApiFixture : IAsyncLifetime
{
    /// <summary>Largest upload that this host takes: small, so that a test can be over it.</summary>
    public const int MaxUpload = 64 * 1024;

    public const string OwnSchool = "100123";
    public const string OtherSchool = "100456";
    public const string OwnLa = "899";
    public const string OtherLa = "898";
    public const string OwnConsumer = "itslearning-eu";
    public const string OtherConsumer = "other-lms";

    private WebApplication? _app;

    public string DataDirectory { get; } = Path.Combine(Path.GetTempPath(), $"uso-api-{Guid.NewGuid():n}");

    public Uri Url { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct()];

    /// <summary>What the first start wrote.</summary>
    public string ServiceDeskToken { get; private set; } = "";

    public string TokenFile => Path.Combine(DataDirectory, FirstServiceDeskToken.FileName);

    /// <summary>One token of each role, of the own school, LA and consumer.</summary>
    public IReadOnlyDictionary<Role, string> Own { get; private set; } = null!;

    /// <summary>The same of the other ones.</summary>
    public IReadOnlyDictionary<Role, string> Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await SetUpAsync(OwnSchool, OwnLa, "4001", OwnConsumer);
        await SetUpAsync(OtherSchool, OtherLa, "4002", OtherConsumer);
        Own = await TokensAsync(OwnSchool, OwnLa, OwnConsumer);
        Other = await TokensAsync(OtherSchool, OtherLa, OtherConsumer);
    }

    /// <param name="configure">Puts a fault in.</param>
    /// <param name="settings">More of the command line.</param>
    public async Task StartAsync(Action<IServiceCollection>? configure = null, params string[] settings)
    {
        _app = ClientApiHost.Create(
            ["--urls", "http://127.0.0.1:0", $"--Uso:DataDirectory={DataDirectory}", $"--Uso:ClientApi:MaxUploadBytes={MaxUpload}", "--Uso:ClientApi:MaxBodyBytes=16384", "--Uso:Pull:AllowPrivateAddresses=true", .. settings],
            builder =>
            {
                builder.Logging.ClearProviders();
                configure?.Invoke(builder.Services);
            });
        await _app.StartAsync();
        Url = new Uri(_app.Urls.Single());
        ServiceDeskToken = File.Exists(TokenFile) ? (await File.ReadAllTextAsync(TokenFile)).Trim() : "";
    }

    public async Task StopAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(DataDirectory, recursive: true);
    }

    /// <summary>A client that carries the token, or none.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Url };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var client = Client(token ?? ServiceDeskToken);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : Json(JsonSerializer.Serialize(body)) };
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<string> TokenAsync(object body) => (await SendAsync(HttpMethod.Post, "/api/tokens", body)).GetProperty("token").GetString()!;

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    public async Task SetUpAsync(string urn, string la, string establishment, string consumer)
    {
        await SendAsync(HttpMethod.Put, $"/api/schools/{urn}", new { name = $"School {urn}", laCode = la, establishmentNumber = establishment, phase = "secondary" });
        await SendAsync(HttpMethod.Put, $"/api/consumers/{consumer}", new { name = consumer, localAuthorities = new[] { la } });
    }

    /// <summary>A SIMS school with these pupils, its export processed.</summary>
    internal async Task LoadAsync(string urn, string name, string la, string establishment, IEnumerable<StudentsCsv.Row> pupils)
    {
        var school = $"/api/schools/{urn}";
        await SendAsync(HttpMethod.Put, school, new { name, laCode = la, establishmentNumber = establishment, phase = "secondary" });
        await SendAsync(HttpMethod.Put, $"{school}/mis", new { mis = "sims" });
        await SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students" } });
        await LoadAgainAsync(school, pupils, "load");
    }

    /// <summary>Another export of a SIMS school, processed.</summary>
    internal async Task LoadAgainAsync(string school, IEnumerable<StudentsCsv.Row> pupils, string operationId = "load-again")
    {
        using (var client = Client(ServiceDeskToken))
        using (var upload = await client.PostAsync($"{school}/uploads?fileName=Students.csv", new ByteArrayContent(StudentsCsv.Of(pupils))))
        {
            Assert.Equal(System.Net.HttpStatusCode.Accepted, upload.StatusCode);
        }

        Assert.Equal("complete", await RestAsync(school, await SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId })));
    }

    /// <summary>The phase in which the run came to rest.</summary>
    internal async Task<string?> RestAsync(string school, JsonElement started, string? token = null)
    {
        string? phase;
        do
        {
            phase = (await SendAsync(HttpMethod.Get, $"{school}/runs/{started.GetProperty("runId").GetString()}?wait=25", token: token)).GetProperty("phase").GetString();
        }
        while (phase is "planning" or "applying");

        return phase;
    }

    private async Task<Dictionary<Role, string>> TokensAsync(string urn, string la, string consumer)
    {
        string[] schools = [urn];
        string[] localAuthorities = [la];
        return new Dictionary<Role, string>
        {
            [Role.ServiceDesk] = ServiceDeskToken,
            [Role.HeadTeacher] = await TokenAsync(new { role = "headTeacher", schools, label = "test" }),
            [Role.SchoolAdmin] = await TokenAsync(new { role = "schoolAdmin", schools, label = "test" }),
            [Role.LaOperator] = await TokenAsync(new { role = "laOperator", localAuthorities, label = "test" }),
            [Role.Consumer] = await TokenAsync(new { role = "consumer", localAuthorities, consumer, label = "test" }),
            [Role.MisSupplier] = await TokenAsync(new { role = "misSupplier", label = "test" }),
            [Role.Agent] = (await SendAsync(HttpMethod.Post, $"/api/schools/{urn}/licence-key")).GetProperty("licenceKey").GetString()!,
        };
    }
}

/// <summary>One host for the tests that share it; each makes what it changes.</summary>
[CollectionDefinition(Name)]
public sealed class ApiCollection : ICollectionFixture<ApiFixture>
{
    public const string Name = "API";
}
