using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Uso.Silo;

namespace Uso.EndToEnd.Cluster;

/// <summary>A silo that is told to stop, as in a rolling upgrade, ends its calls and hands over; nobody who reads notices.</summary>
public sealed class DrainTests(ClusterFixture cluster, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private const int Readers = 6;
    private const int Schools = 20;

    [Fact]
    public async Task SiloStops_UnderReaders_NoneOfThemFails()
    {
        await using var first = cluster.NewSilo();
        await using var second = cluster.NewSilo();
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        await using var api = cluster.NewApi();
        await api.StartAsync();
        using var client = ClusterFixture.Client(api.Urls.Single(), cluster.Token());
        for (var i = 0; i < Schools; i++)
        {
            using var put = await client.PutAsJsonAsync($"/api/schools/1001{i:00}", new { name = $"School {i}", laCode = "899", establishmentNumber = $"40{i:00}", phase = "secondary" });
            await ClusterFixture.JsonAsync(put);
        }

        using var done = new CancellationTokenSource();
        ConcurrentBag<HttpStatusCode> answers = [];
        var readers = Enumerable.Range(0, Readers).Select(reader => ReadAsync(client, reader, answers, done.Token)).ToList();

        var started = Stopwatch.GetTimestamp();
        await first.StopAsync();
        var took = Stopwatch.GetElapsedTime(started);
        await done.CancelAsync();
        await Task.WhenAll(readers);

        output.WriteLine($"Stopped in {took.TotalSeconds:F1} s, {answers.Count} reads meanwhile, {answers.Count(answer => answer != HttpStatusCode.OK)} of them not answered.");
        Assert.True(took < SiloTimes.StopWithin);
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await api.StopAsync();
        await second.StopAsync();
    }

    private static async Task ReadAsync(HttpClient client, int reader, ConcurrentBag<HttpStatusCode> answers, CancellationToken done)
    {
        for (var i = reader; !done.IsCancellationRequested; i++)
        {
            using var answer = await client.GetAsync($"/api/schools/1001{i % Schools:00}", CancellationToken.None);
            answers.Add(answer.StatusCode);
        }
    }
}
