using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Uso.ClientApi.Hosting;
using Uso.Grains.Blobs;

namespace Uso.ClientApi.Tests;

/// <summary>What callers see while the cluster is away, or has more to do than it can.</summary>
public sealed class AwayTests
{
    [Fact]
    public async Task ClusterAway_Is503WithRetryAfter_AndEndsWithIt()
    {
        await using var api = new ApiFixture();
        await api.StartAsync();
        var link = api.Services.GetRequiredService<ClusterLink>();
        using var client = api.Client(api.ServiceDeskToken);

        link.GatewaysAre(0);
        foreach (var path in (string[])["/api/mis", "/health/ready", "/no/such/address"])
        {
            using var away = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.NotNull(away.Headers.RetryAfter);
            Assert.Contains("\"code\":\"unavailable\"", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        foreach (var path in (string[])["/health/live", "/openapi/v1.json", "/metrics"])
        {
            using var served = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        link.GatewaysAre(2);
        using var back = await client.GetAsync("/api/mis");
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task TooManyAtOnce_Are503_OtherLanesAreServed_AndTheQueueIsTaken()
    {
        var slow = new SlowBlobs();
        await using var api = new ApiFixture();
        await api.StartAsync(services =>
        {
            services.AddSingleton<IBlobStore>(slow);
            services.Configure<ClientApiOptions>(options => (options.UploadsAtOnce, options.RequestsQueued) = (1, 1));
        });
        await api.SetUpAsync("100123", "899", "4001", "lms");
        await api.SendAsync(HttpMethod.Put, "/api/schools/100123/mis", new { mis = "sims" });
        using var client = api.Client(api.ServiceDeskToken);

        var first = UploadAsync(client);
        await slow.Entered.WaitAsync();
        var second = UploadAsync(client);
        var third = UploadAsync(client);

        // Of the two, one waits its turn and one is refused, whichever came later.
        using var refused = await await Task.WhenAny(second, third);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("\"code\":\"overloaded\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var other = await client.GetAsync("/api/mis");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        slow.Go.SetResult();
        using var one = await first;
        using var waited = await (second.IsCompletedSuccessfully && ReferenceEquals(await second, refused) ? third : second);
        Assert.All(new[] { one, waited }, answer => Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
    }

    private static Task<HttpResponseMessage> UploadAsync(HttpClient client) =>
        client.PostAsync("/api/schools/100123/uploads?fileName=Students.csv", new ByteArrayContent([1]));

    /// <summary>Tells when a write has begun, and lets it end when told.</summary>
    private sealed class SlowBlobs : IBlobStore
    {
        public SemaphoreSlim Entered { get; } = new(0);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<BlobAddress> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
        {
            Entered.Release();
            await Go.Task;
            throw new InvalidOperationException("It came through; that is all this store is for.");
        }

        public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

        public Task<bool> DeleteAsync(string sha256, DateTimeOffset unlessWrittenSince, CancellationToken cancellationToken) => Task.FromResult(true);
    }
}
