using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Uso.ClientApi.Metrics;
using Uso.ClientApi.Operations;
using Uso.Grains.Hosting;
using Uso.Testing;

namespace Uso.ClientApi.Tests;

/// <summary>What an operator is told: over REST, by OTLP, and by the dashboard and rules in deploy/monitoring.</summary>
public sealed partial class OperationsTests
{
    [Fact]
    public async Task Operations_TellsOfTheSilo_ItsGrains_RemindersAndTonight()
    {
        await using var api = new ApiFixture();
        await api.StartAsync();
        await api.SetUpAsync("100123", "899", "4001", "lms");

        var operations = await api.SendAsync(HttpMethod.Get, "/api/operations");

        Assert.Equal("embedded", operations.GetProperty("runtime").GetString());
        var silo = Assert.Single(operations.GetProperty("silos").EnumerateArray());
        Assert.Equal("Active", silo.GetProperty("status").GetString());
        Assert.True(silo.GetProperty("workingSetBytes").GetInt64() > 0);
        Assert.Contains(operations.GetProperty("activations").EnumerateArray(), type => type.GetProperty("grain").GetString() == "SchoolGrain");
        Assert.True(operations.GetProperty("reminders").GetProperty("total").GetInt64() > 0);
        Assert.Equal(0, operations.GetProperty("reminders").GetProperty("late").GetInt64());
        Assert.Equal(1, operations.GetProperty("tonight").GetProperty("counts").GetProperty("schools").GetInt32());
    }

    [Fact]
    public void Reminders_AreCounted_LateOnesAreThoseThatNobodySetAnew()
    {
        var now = new DateTime(2026, 9, 7, 22, 0, 0, DateTimeKind.Utc);
        var night = TimeSpan.FromMinutes(10);
        var counts = ReminderRule.Count(
        [
            (now.AddMinutes(30), night), // due soon
            (now.AddMinutes(-10), night), // due, and may be at work
            (now.AddHours(3), night),
            (now.AddMinutes(-16), night), // late
            (now.AddHours(-5), TimeSpan.FromMinutes(1)), // looks after a run that takes long
        ], now);

        Assert.Equal(new ReminderCounts { Total = 5, DueWithinTheHour = 2, Late = 1, WatchingRuns = 1 }, counts);
    }

    [Fact]
    public void SlowCalls_OfTheLastHour_ByMethod_LongestFirst()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var others = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var clock = new FakeClock();
        using var log = new SlowCallLog(services.GetRequiredService<IMeterFactory>(), clock);
        var calls = Histogram(services);

        Record(calls, 9, "school", "Old");
        clock.Advance(TimeSpan.FromHours(1.5));
        Record(calls, 2, "roster", "ApplyAsync");
        Record(calls, 4, "roster", "ApplyAsync");
        Record(calls, 3, "school", "PutAsync");
        Record(Histogram(others), 60, "school", "OfAnotherProcess");

        Assert.Equal(
            [("roster", "ApplyAsync", 2, 4000), ("school", "PutAsync", 1, 3000)],
            log.Read().Select(call => (call.Grain, call.Method, call.Count, call.LongestMilliseconds)));
    }

    [Fact]
    public async Task Otlp_HasRoutesAndMeters_AndNobodysName()
    {
        await using var collector = await Collector.StartAsync();
        await using (var api = new ApiFixture())
        {
            await api.StartAsync(settings: [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Url}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"]);
            await api.SetUpAsync("100123", "899", "4001", "lms");
            using var client = api.Client(api.ServiceDeskToken);
            using var user = await client.GetAsync("/api/users/aokafor1.899?q=Amelia");
            Assert.Equal(HttpStatusCode.NotFound, user.StatusCode);

            // As Orleans tells of a call that failed.
            using var orleans = new ActivitySource("Microsoft.Orleans.Application");
            using var call = orleans.StartActivity("IUserGrain/GetAsync");
            call!.SetTag("orleans.rpc.target_id", "user/aokafor1.899").SetTag("exception.message", "Amelia").SetStatus(ActivityStatusCode.Error, "Amelia");
        }

        // Stopping flushes.
        var traces = collector.Received("/v1/traces");
        Assert.Contains("/api/users/{username}", traces, StringComparison.Ordinal);
        Assert.Contains("IUserGrain/GetAsync", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("aokafor1", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("Amelia", traces, StringComparison.Ordinal);
        var metrics = collector.Received("/v1/metrics");
        Assert.Contains("uso.storage.writes", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DashboardAndRules_NameOnlyMetricsThatThereAre()
    {
        ConcurrentDictionary<string, bool> there = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) => there.TryAdd(PrometheusMetrics.NameOf(instrument), instrument.GetType().Name.StartsWith("Histogram", StringComparison.Ordinal)),
        };
        listener.Start();
        await using var api = new ApiFixture();
        await api.StartAsync();
        await api.LoadAsync("100123", "Hill School", "899", "4001", [new StudentsCsv.Row("1", "Okafor", "Amelia", "2012-01-01")]);

        var folder = Path.Combine(RepositoryRoot(), "deploy", "monitoring");
        string[] texts = [await File.ReadAllTextAsync(Path.Combine(folder, "alerts.yaml")), await File.ReadAllTextAsync(Path.Combine(folder, "grafana-uso.json"))];
        string[] labels = ["http_response_status_code", "http_route"];
        var named = texts.SelectMany(text => MetricName().Matches(text)).Select(match => match.Value).Distinct().Except(labels).ToList();
        Assert.True(named.Count > 10, "The files name hardly any metric.");

        // Orleans' own are held against a real cluster by the end-to-end tests.
        var unknown = named.Where(name => !name.StartsWith("orleans_", StringComparison.Ordinal) && !there.ContainsKey(name)
            && !(HistogramPart().Replace(name, "") is var histogram && there.GetValueOrDefault(histogram)));
        Assert.Empty(unknown);

        foreach (Match runbook in Runbook().Matches(texts[0]))
        {
            Assert.True(File.Exists(Path.Combine(RepositoryRoot(), runbook.Groups[1].Value)), $"{runbook.Groups[1].Value} is not there.");
        }

        using var dashboard = JsonDocument.Parse(texts[1]);
        Assert.All(
            dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.GetProperty("type").GetString() != "row"),
            panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray()));
    }

    private static Histogram<double> Histogram(ServiceProvider services) =>
        services.GetRequiredService<IMeterFactory>().Create(SlowCallLog.Meter).CreateHistogram<double>(SlowCallLog.Instrument, "s");

    private static void Record(Histogram<double> calls, double seconds, string grain, string method) =>
        calls.Record(seconds, new(SlowCallLog.GrainTag, grain), new(SlowCallLog.MethodTag, method));

    private static string RepositoryRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Orleans.sln")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("This is not in the repository.");
        }

        return directory;
    }

    [GeneratedRegex(@"\b(?:uso|http|dotnet|orleans|npgsql|db)_[a-z0-9_]+(?=[\[{()\s,""])")]
    private static partial Regex MetricName();

    [GeneratedRegex("_(bucket|count|sum)$")]
    private static partial Regex HistogramPart();

    [GeneratedRegex(@"runbook: ([^#\s]+)")]
    private static partial Regex Runbook();

    /// <summary>Takes what is sent by OTLP over HTTP. Protocol buffers keep texts as they are, which is all that is looked at.</summary>
    private sealed class Collector(WebApplication app) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Body)> _received = new();

        public string Url => app.Urls.Single();

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector.Map();
            await collector.StartHostAsync();
            return collector;
        }

        public string Received(string path) => string.Concat(_received.Where(one => one.Path == path).Select(one => one.Body));

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task StartHostAsync() => app.StartAsync();

        private void Map() => app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.Latin1);
            _received.Enqueue((context.Request.Path, await reader.ReadToEndAsync()));
        });
    }
}
