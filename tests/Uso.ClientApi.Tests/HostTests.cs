using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Uso.ClientApi.Hosting;
using Uso.Grains.Blobs;

namespace Uso.ClientApi.Tests;

/// <summary>Start, restart and faults: each test has a host of its own.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task FirstStart_TokenFile_IsForItsOwnerOnly()
    {
        await using var api = new ApiFixture();
        await api.StartAsync();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(api.TokenFile));
        }

        await api.SendAsync(HttpMethod.Get, "/api/mis");
    }

    [Fact]
    public async Task Restart_TokenThatWorks_IsKept()
    {
        await using var api = new ApiFixture();
        await api.StartAsync();
        var before = api.ServiceDeskToken;
        await api.StopAsync();
        await api.StartAsync();
        Assert.Equal(before, api.ServiceDeskToken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Restart_TokenLostOrWrong_IsReplaced(bool lost)
    {
        await using var api = new ApiFixture();
        await api.StartAsync();
        var before = api.ServiceDeskToken;
        await api.StopAsync();
        if (lost)
        {
            File.Delete(api.TokenFile);
        }
        else
        {
            await File.WriteAllTextAsync(api.TokenFile, "uso_spoilt");
        }

        await api.StartAsync();
        Assert.NotEqual(before, api.ServiceDeskToken);
        await api.SendAsync(HttpMethod.Get, "/api/mis");
    }

    [Fact]
    public async Task FirstToken_GivenInAFile_Works_AndNothingIsWritten()
    {
        var file = Path.GetTempFileName();
        try
        {
            var token = $"uso_firstservicedesk_{new string('a', 64)}";
            await File.WriteAllTextAsync(file, token + "\n");
            await using var api = new ApiFixture();
            for (var start = 0; start < 2; start++)
            {
                await api.StartAsync(settings: $"--Uso:ClientApi:FirstTokenFile={file}");
                await api.SendAsync(HttpMethod.Get, "/api/mis", token: token);
                Assert.False(File.Exists(api.TokenFile));
                if (start == 0)
                {
                    await api.StopAsync();
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task FirstToken_GivenInAFile_MustBeOne()
    {
        var file = Path.GetTempFileName();
        try
        {
            await using var api = new ApiFixture();
            var refused = await Assert.ThrowsAnyAsync<Exception>(() => api.StartAsync(settings: $"--Uso:ClientApi:FirstTokenFile={file}"));
            Assert.Contains("does not hold a token", refused.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Ready_StorageDown_Is503AndLiveIsNot()
    {
        await using var api = new ApiFixture();
        await api.StartAsync(services => services.AddSingleton<IBlobStore>(new BrokenBlobs(new IOException("disk /secret is gone"))));
        using var client = api.Client();
        using var ready = await client.GetAsync("/health/ready");
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.NotNull(ready.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Theory]
    [InlineData(typeof(TimeoutException), HttpStatusCode.ServiceUnavailable, "unavailable")]
    [InlineData(typeof(OperationCanceledException), HttpStatusCode.ServiceUnavailable, "unavailable")]
    [InlineData(typeof(InvalidOperationException), HttpStatusCode.InternalServerError, "fault")]
    public async Task Fault_SaysNothingOfTheException(Type exception, HttpStatusCode status, string code)
    {
        await using var api = new ApiFixture();
        var fault = (Exception)Activator.CreateInstance(exception, "Amelia Okafor")!;
        await api.StartAsync(services => services.AddSingleton<IBlobStore>(new BrokenBlobs(fault)));
        await api.SetUpAsync("100123", "899", "4001", "lms");
        await api.SendAsync(HttpMethod.Put, "/api/schools/100123/mis", new { mis = "sims" });

        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync("/api/schools/100123/uploads", new ByteArrayContent([1]));
        var body = await response.Content.ReadAsStringAsync();
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"code\":\"{code}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Amelia", body, StringComparison.Ordinal);
        Assert.Equal(status is HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task FailedSignIns_TooMany_Are429()
    {
        await using var api = new ApiFixture();
        await api.StartAsync(services => services.Configure<ClientApiOptions>(options => options.FailedSignInsPerMinute = 3));
        using var client = api.Client("uso_wrong");
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await client.GetAsync("/api/mis");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var blocked = await client.GetAsync("/api/mis");
        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.StatusCode);
        Assert.NotNull(blocked.Headers.RetryAfter);

        // Health is nobody's sign-in.
        using var anonymous = api.Client();
        using var live = await anonymous.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private sealed class BrokenBlobs(Exception fault) : IBlobStore
    {
        public Task<BlobAddress> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
            Task.FromException<BlobAddress>(fault);

        public Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken) => Task.FromException<Stream?>(fault);

        public Task<bool> DeleteAsync(string sha256, DateTimeOffset unlessWrittenSince, CancellationToken cancellationToken) => Task.FromException<bool>(fault);
    }
}
