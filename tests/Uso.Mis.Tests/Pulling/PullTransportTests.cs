using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Pulling;

public sealed class PullTransportTests
{
    private static readonly PullOptions Once = new() { MaxRetries = 0 };

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:192.168.1.1]/")]
    public async Task PrivateAddress_IsRefusedUnlessConfigured(string url)
    {
        using var transport = new PullTransport(TimeProvider.System, Once);
        var answer = await new PullClient(transport, new Uri(url), PullAuthoriser.Bearer("secret")).GetAsync("", CancellationToken.None);

        Assert.Equal((null, PullFault.AddressRefused, false), (answer.Status, answer.Fault, answer.IsTransient));
        Assert.Equal(ConnectionCheckCodes.AddressRefused, ConnectionCheck.Of(answer, "The MIS")!.Code);
    }

    [Fact]
    public async Task UntrustedCertificate_IsATlsFault_AndATrustedOneIsNot()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync("{}"), https: true);
        using var strict = server.Transport(Once);
        var answer = await server.Client(strict).GetAsync("", CancellationToken.None);
        Assert.Equal((PullFault.Tls, ConnectionCheckCodes.Tls), (answer.Fault, ConnectionCheck.Of(answer, "The MIS")!.Code));
        Assert.Empty(server.Requests);

        using var trusting = new PullTransport(server.Time, Once with { AllowPrivateAddresses = true }, (_, _, _, _) => true);
        Assert.Equal(PullFault.None, (await server.Client(trusting).GetAsync("", CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task UnknownHost_IsADnsFault()
    {
        using var transport = new PullTransport(TimeProvider.System, Once);
        var answer = await new PullClient(transport, new Uri("https://nobody.invalid/"), PullAuthoriser.Bearer("secret")).GetAsync("", CancellationToken.None);
        Assert.Equal((PullFault.Dns, ConnectionCheckCodes.Dns), (answer.Fault, ConnectionCheck.Of(answer, "The MIS")!.Code));
    }

    [Fact]
    public async Task RedirectOnTheSameHost_IsFollowedWithTheCredentials()
    {
        await using var server = await PullServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/old")
            {
                context.Response.Redirect("/new");
                return;
            }

            await context.Response.WriteAsync($$"""{"token":"{{context.Request.Headers.Authorization}}"}""");
        });
        using var transport = server.Transport(Once);
        var answer = await server.Client(transport).GetAsync("old", CancellationToken.None);

        Assert.Equal("""{"token":"Bearer good"}""", System.Text.Encoding.UTF8.GetString(answer.Body!));
        Assert.Equal(["/old", "/new"], server.Requests);
    }

    [Fact]
    public async Task RedirectToAnotherHost_IsRefused()
    {
        await using var other = await PullServer.StartAsync(context => context.Response.WriteAsync("{}"));
        await using var server = await PullServer.StartAsync(context =>
        {
            context.Response.Redirect(other.Url.ToString());
            return Task.CompletedTask;
        });
        using var transport = server.Transport(Once);
        var answer = await server.Client(transport).GetAsync("", CancellationToken.None);

        Assert.Equal((PullFault.Redirect, false), (answer.Fault, answer.IsTransient));
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task RedirectsInACircle_End()
    {
        await using var server = await PullServer.StartAsync(context =>
        {
            context.Response.Redirect("/again");
            return Task.CompletedTask;
        });
        using var transport = server.Transport(Once);

        Assert.Equal(PullFault.Redirect, (await server.Client(transport).GetAsync("again", CancellationToken.None)).Fault);
        Assert.Equal(1 + Once.MaxRedirects, server.Requests.Count);
    }

    [Fact]
    public async Task AnswerLargerThanTheLimit_IsRefused_AndNotTriedAgain()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync($"[\"{new string('x', 4096)}\"]"));
        using var transport = server.Transport(new PullOptions { MaxPageBytes = 1024 });

        Assert.Equal(PullFault.TooLarge, (await server.Client(transport).GetAsync("", CancellationToken.None)).Fault);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task AnswerThatNeverEnds_TimesOut()
    {
        await using var server = await PullServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var transport = server.Transport(Once with { RequestTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(PullFault.Timeout, (await server.Client(transport).GetAsync("", CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task RetryAfterAsADate_IsWaitedFor()
    {
        var first = true;
        PullServer? server = null;
        await using var started = server = await PullServer.StartAsync(async context =>
        {
            if (first)
            {
                first = false;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = server!.Time.GetUtcNow().AddSeconds(9).ToString("r", CultureInfo.InvariantCulture);
                return;
            }

            await context.Response.WriteAsync("{}");
        });
        using var transport = server.Transport();

        Assert.Equal(HttpStatusCode.OK, (await server.Client(transport).GetAsync("", CancellationToken.None)).Status);
        Assert.Equal([TimeSpan.FromSeconds(9)], server.Time.Waits);
    }

    [Fact]
    public async Task HostThatKeepsFailing_IsLeftAloneForAWhile_WhoeverAsks()
    {
        var broken = true;
        await using var server = await PullServer.StartAsync(context =>
        {
            context.Response.StatusCode = broken ? 503 : 200;
            return context.Response.WriteAsync("{}");
        });
        using var transport = server.Transport(Once with { BreakAfter = 5 });
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(PullFault.Status, (await server.Client(transport).GetAsync("", CancellationToken.None)).Fault);
        }

        broken = false;
        Assert.Equal(PullFault.CircuitOpen, (await server.Client(transport, PullAuthoriser.Bearer("another school")).GetAsync("", CancellationToken.None)).Fault);
        Assert.Equal(5, server.Requests.Count);

        server.Time.Pass(Once.BreakFor);
        Assert.Equal(PullFault.None, (await server.Client(transport).GetAsync("", CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task RequestsToOneHost_AreBounded()
    {
        var (inside, most) = (0, 0);
        var open = new TaskCompletionSource();
        var full = new TaskCompletionSource();
        await using var server = await PullServer.StartAsync(async context =>
        {
            var now = Interlocked.Increment(ref inside);
            most = Math.Max(most, now);
            if (now == 2)
            {
                full.TrySetResult();
            }

            await open.Task;
            Interlocked.Decrement(ref inside);
            await context.Response.WriteAsync("{}");
        });
        using var transport = server.Transport(Once with { ConcurrencyPerHost = 2 });
        var all = Enumerable.Range(0, 6).Select(_ => server.Client(transport).GetAsync("", CancellationToken.None)).ToList();
        await full.Task;
        open.SetResult();

        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(PullFault.None, answer.Fault));
        Assert.Equal((2, 6), (most, server.Requests.Count));
    }

    [Fact]
    public async Task AddressOnAnotherHost_IsRefusedBeforeAnythingIsSent()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync("{}"));
        using var transport = server.Transport(Once);
        var refused = await Assert.ThrowsAsync<MisExportException>(() => server.Client(transport).GetAsync("https://elsewhere.example/", CancellationToken.None));

        Assert.Equal(MisErrorCodes.PullNextHost, refused.Code);
    }

    [Theory]
    [InlineData("https://api.wonde.com/v1.0", true)]
    [InlineData("https://api.eu.wonde.com/v1.0", true)]
    [InlineData("https://api.wonde.com.elsewhere.example", false)]
    [InlineData("https://elsewhere-wonde.com", false)]
    [InlineData("https://user@api.wonde.com", false)]
    [InlineData("http://api.wonde.com", false)]
    [InlineData("http://127.0.0.1:8080", false)]
    public void Url_OnlyTheMissOwnHostsOverHttps(string url, bool good)
    {
        var values = new PullValues(new Dictionary<string, string> { ["baseUrl"] = url }, new PullOptions());
        var refusal = Record.Exception(() => values.Url("baseUrl", null, ".wonde.com"));

        Assert.Equal(good ? null : MisErrorCodes.PullBadSettings, (refusal as MisExportException)?.Code);
        Assert.Equal(good, refusal is null);
    }
}
