using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace Uso.EndToEnd.Cluster;

/// <summary>The API as a client of real silos: which may come later than it, go, and come back.</summary>
public sealed class ApiTests(ClusterFixture cluster, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Silos_ComeLate_Go_AndComeBack_TheApiSaysSoAndGoesOn()
    {
        await using var api = cluster.NewApi();
        var starting = api.StartAsync();
        var url = await UrlAsync(api);
        using var anonymous = ClusterFixture.Client(url);
        await AwayAsync(anonymous);

        var first = cluster.NewSilo();
        await first.StartAsync();
        await starting;
        using var client = ClusterFixture.Client(url, cluster.Token());
        await ServedAsync(client, "the first silo");

        // Two instances: what one issues, the other knows, and at once no longer.
        await using (var other = cluster.NewApi())
        {
            await other.StartAsync();
            using var elsewhere = ClusterFixture.Client(await UrlAsync(other), cluster.Token());
            var token = (await ClusterFixture.JsonAsync(await client.PostAsJsonAsync("/api/tokens", new { role = "serviceDesk", label = "test" }))).GetProperty("token").GetString();
            using var issued = ClusterFixture.Client(await UrlAsync(other), token);
            using (var known = await issued.GetAsync("/api/mis"))
            {
                Assert.Equal(HttpStatusCode.OK, known.StatusCode);
            }

            using (var revoked = await client.DeleteAsync($"/api/tokens/{token!.Split('_')[1]}"))
            {
                Assert.True(revoked.IsSuccessStatusCode);
            }

            using var unknown = await issued.GetAsync("/api/mis");
            Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
            await other.StopAsync();
        }

        await first.StopAsync();
        await first.DisposeAsync();
        await AwayAsync(anonymous);

        await using var second = cluster.NewSilo();
        await second.StartAsync();
        await ServedAsync(client, "another silo, after there was none");
        await api.StopAsync();
        await second.StopAsync();
    }

    [Fact]
    public async Task RefusedByASilo_ReadsAreSentAgain_WritesNever()
    {
        var refusing = new RefusingSilo();
        await using var silo = cluster.NewSilo();
        await silo.StartAsync();
        await using var api = cluster.NewApi(builder => builder.Services.AddSingleton<IOutgoingGrainCallFilter>(refusing));
        await api.StartAsync();
        using var client = ClusterFixture.Client(await UrlAsync(api), cluster.Token());

        refusing.Refuse("GetAsync", times: 2);
        using var read = await client.GetAsync("/api/consumers/lms");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        Assert.Equal(3, refusing.Calls);

        refusing.Refuse("PutAsync", times: 1);
        using var write = await client.PutAsJsonAsync("/api/consumers/lms", new { name = "lms", localAuthorities = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, write.StatusCode);
        Assert.NotNull(write.Headers.RetryAfter);
        Assert.Equal(1, refusing.Calls);

        await api.StopAsync();
        await silo.StopAsync();
    }

    /// <summary>Refused at once, in words, and with a time to come back; the process itself is well.</summary>
    private static async Task AwayAsync(HttpClient client)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync("/api/mis");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        using var ready = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "It took its time to say that it cannot.");
    }

    private async Task ServedAsync(HttpClient client, string after)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await client.GetAsync("/api/mis");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                output.WriteLine($"Served {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s after {after}.");
                return;
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It is not served again.");
            await Task.Delay(Look);
        }
    }

    /// <summary>Where the calls leave the client, under whatever repeats them.</summary>
    private sealed class RefusingSilo : IOutgoingGrainCallFilter
    {
        private string? _method;
        private int _times;

        public int Calls { get; private set; }

        public void Refuse(string method, int times) => (_method, _times, Calls) = (method, times, 0);

        public Task Invoke(IOutgoingGrainCallContext context)
        {
            if (context.InterfaceMethod is not { DeclaringType.Name: "IConsumerGrain", Name: var method } || method != _method)
            {
                return context.Invoke();
            }

            Calls++;
            return _times-- > 0 ? throw new SiloUnavailableException("It is stopping.") : context.Invoke();
        }
    }

    /// <summary>It listens before it has found a silo.</summary>
    private static async Task<string> UrlAsync(WebApplication api)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (api.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } url && !url.EndsWith(":0", StringComparison.Ordinal))
            {
                return url;
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, "It does not listen.");
            await Task.Delay(Look);
        }
    }
}
