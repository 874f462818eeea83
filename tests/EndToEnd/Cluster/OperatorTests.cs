using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Uso.Samples.Cluster;

namespace Uso.EndToEnd.Cluster;

/// <summary>What an operator sees of a real cluster: the facts over REST, and the dashboard.</summary>
public sealed partial class OperatorTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Operations_TellsOfAllSilos_GrainsAndReminders()
    {
        using var instruments = new OrleansInstruments();
        await using var first = cluster.NewSilo();
        await using var second = cluster.NewSilo();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await using var api = cluster.NewApi();
        await api.StartAsync();
        using var client = ClusterFixture.Client(api.Urls.Single(), cluster.Token());
        using var put = await client.PutAsJsonAsync("/api/schools/100123", new { name = "Hill School", laCode = "899", establishmentNumber = "4001", phase = "secondary" });
        await ClusterFixture.JsonAsync(put);

        var operations = await OperationsAsync(client);
        Assert.Equal("cluster", operations.GetProperty("runtime").GetString());
        var silos = operations.GetProperty("silos").EnumerateArray().Where(silo => silo.GetProperty("status").GetString() == "Active").ToList();
        Assert.Equal(2, silos.Count);
        Assert.All(silos, silo => Assert.True(silo.GetProperty("workingSetBytes").GetInt64() > 0));
        Assert.Contains(operations.GetProperty("activations").EnumerateArray(), type => type.GetProperty("grain").GetString() == "SchoolGrain");
        Assert.Equal(1, operations.GetProperty("tonight").GetProperty("counts").GetProperty("schools").GetInt32());

        // The school's reminder for the night, and the LA's for snapshots and alerts; then the same, with nothing that takes them up.
        var reminders = operations.GetProperty("reminders");
        Assert.True(reminders.GetProperty("total").GetInt64() > 0);
        Assert.Equal(0, reminders.GetProperty("late").GetInt64());
        await using (var database = NpgsqlDataSource.Create(cluster.Connection))
        {
            await using var backdate = database.CreateCommand("UPDATE uso_reminder SET start_at = now() - interval '20 minutes'");
            await backdate.ExecuteNonQueryAsync();
        }

        var late = (await OperationsAsync(client)).GetProperty("reminders");
        Assert.Equal(reminders.GetProperty("total").GetInt64(), late.GetProperty("late").GetInt64());

        await api.StopAsync();
        await Task.WhenAll(first.StopAsync(), second.StopAsync());
        Assert.Empty(instruments.UnknownIn("alerts.yaml", "grafana-uso.json"));
    }

    [Fact]
    public async Task Dashboard_IsOnItsOwnPort_ForServiceDeskTokensOnly()
    {
        var ports = FreePorts.Take(2);
        var health = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}");
        var dashboard = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[1]}");
        await using var silo = cluster.NewSilo("--urls", health, $"--Uso:Dashboard:Url={dashboard}");
        await silo.StartAsync();
        await using var api = cluster.NewApi();
        await api.StartAsync();
        var desk = cluster.Token();
        using var client = ClusterFixture.Client(api.Urls.Single(), desk);
        var operatorOfAnLa = (await ClusterFixture.JsonAsync(await client.PostAsJsonAsync(
            "/api/tokens", new { role = "laOperator", localAuthorities = new[] { "899" }, label = "test" }))).GetProperty("token").GetString()!;

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{dashboard}/", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"{dashboard}/DashboardCounters", Bearer(operatorOfAnLa)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{dashboard}/", Basic(desk)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{dashboard}/DashboardCounters", Bearer(desk)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync($"{dashboard}/GrainState?grainId=jsmith.899&grainType=user", Bearer(desk)));

        // The port of the probes does not serve it, whatever Host header is sent.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"{health}/health/ready", null));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"{health}/DashboardCounters", Bearer(desk), host: dashboard["http://".Length..]));

        await api.StopAsync();
        await silo.StopAsync();
    }

    private static async Task<System.Text.Json.JsonElement> OperationsAsync(HttpClient client) =>
        await ClusterFixture.JsonAsync(await client.GetAsync("/api/operations"));

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    private static AuthenticationHeaderValue Basic(string token) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"desk:{token}")));

    private static async Task<HttpStatusCode> StatusAsync(string url, AuthenticationHeaderValue? authorization, string? host = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = authorization;
        request.Headers.Host = host;
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Hears which instruments Orleans publishes, to hold deploy/monitoring against them.</summary>
    private sealed partial class OrleansInstruments : IDisposable
    {
        private readonly ConcurrentDictionary<string, bool> _names = [];
        private readonly MeterListener _listener;

        public OrleansInstruments()
        {
            _listener = new MeterListener { InstrumentPublished = (instrument, _) => _names.TryAdd(instrument.Name.Replace('-', '_'), true) };
            _listener.Start();
        }

        public IEnumerable<string> UnknownIn(params string[] files) => files
            .SelectMany(file => Name().Matches(File.ReadAllText(Path.Combine(Folder(), file))))
            .Select(match => match.Value)
            .Distinct()
            .Where(name => !_names.ContainsKey(name) && !(name.EndsWith("_total", StringComparison.Ordinal) && _names.ContainsKey(name[..^"_total".Length])));

        public void Dispose() => _listener.Dispose();

        private static string Folder()
        {
            var directory = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(directory, "Orleans.sln")))
            {
                directory = Path.GetDirectoryName(directory)!;
            }

            return Path.Combine(directory, "deploy", "monitoring");
        }

        [GeneratedRegex("orleans_[a-z_]+")]
        private static partial Regex Name();
    }
}
