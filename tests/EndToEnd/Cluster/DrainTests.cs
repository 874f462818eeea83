using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Uso.Silo;

namespace Uso.EndToEnd.Cluster;

/// <summary>Silos are replaced one by one, as in a rolling upgrade: each ends its calls and hands over, and nobody who reads notices.</summary>
public sealed class DrainTests(ClusterFixture cluster, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private const int Readers = 6;
    private const int Schools = 20;

    [Fact]
    public async Task SilosAreReplaced_UnderReaders_NoneOfThemFails()
    {
        var before = new[] { cluster.NewSilo(), cluster.NewSilo() };
        await Task.WhenAll(before.Select(silo => silo.StartAsync()));
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

        List<WebApplication> after = [];
        foreach (var old in before)
        {
            var fresh = cluster.NewSilo();
            after.Add(fresh);
            await fresh.StartAsync();
            var started = Stopwatch.GetTimestamp();
            await old.StopAsync();
            var took = Stopwatch.GetElapsedTime(started);
            await old.DisposeAsync();
            output.WriteLine($"A silo stopped in {took.TotalSeconds:F1} s; {answers.Count} reads so far, {answers.Count(answer => answer != HttpStatusCode.OK)} not answered.");
            Assert.True(took < SiloTimes.StopWithin);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.NotEmpty(answers);
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await api.StopAsync();
        foreach (var silo in after)
        {
            await silo.StopAsync();
            await silo.DisposeAsync();
        }
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
