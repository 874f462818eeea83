using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using Uso.ClientApi;
using Uso.Samples.Cluster;
using Uso.Silo.Hosting;
using Uso.Silo.Schema;

namespace Uso.EndToEnd.Cluster;

/// <summary>A PostgreSQL, and silos and API instances in this process that use it; each test starts and stops what it needs.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("uso-cluster-").FullName;
    private PrivatePostgres? _postgres;
    private int _apis;

    public string Connection => _postgres!.Connection;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PrivatePostgres.StartAsync(CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(Connection);
        await new Migrations(database).ApplyAsync(again: false, _ => { });
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    public WebApplication NewSilo(params string[] more)
    {
        var ports = FreePorts.Take(2);
        return SiloHost.Create(
        [
            $"--ConnectionStrings:Uso={Connection}",
            string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:SiloPort={ports[0]}"),
            string.Create(CultureInfo.InvariantCulture, $"--Orleans:Endpoints:GatewayPort={ports[1]}"),
            "--Orleans:Endpoints:AdvertisedIPAddress=127.0.0.1",
            $"--Uso:DataDirectory={_directory}",
            .. SampleCertificate.Settings(_directory),
            .. more,
        ]);
    }

    /// <summary>An API instance with a directory of its own, as on another machine.</summary>
    public WebApplication NewApi(Action<WebApplicationBuilder>? configure = null) => ClientApiHost.Create(
    [
        "--urls", "http://127.0.0.1:0",
        $"--ConnectionStrings:Uso={Connection}",
        $"--Uso:DataDirectory={Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"api{++_apis}"))}",
        .. SampleCertificate.Settings(_directory),
    ], configure);

    /// <summary>The first service-desk token, which one of the API instances made.</summary>
    public string Token() => File.ReadAllText(Directory.GetFiles(_directory, "service-desk-token", SearchOption.AllDirectories).Single()).Trim();

    public static HttpClient Client(string url, string? token = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(url) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
