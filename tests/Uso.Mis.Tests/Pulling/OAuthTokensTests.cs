using System.Net;
using Microsoft.AspNetCore.Http;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Pulling;

public sealed class OAuthTokensTests
{
    private readonly List<string> _grants = [];
    private string _good = "";
    private int _number;

    [Fact]
    public async Task Token_IsHadOnce_AndAgainBeforeItExpires()
    {
        await using var server = await PullServer.StartAsync(AnswerAsync);
        using var transport = server.Transport();
        using var tokens = new OAuthTokens(transport, new OAuthSettings(new Uri(server.Url, "token"), "id", "secret"));
        var client = server.Client(transport, tokens);

        await client.GetAsync("data", CancellationToken.None);
        await client.GetAsync("data", CancellationToken.None);
        Assert.Equal(["client_credentials"], _grants);

        server.Time.Pass(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("data", CancellationToken.None)).Status);
        Assert.Equal(2, _grants.Count);
    }

    [Fact]
    public async Task Token_NoLongerAccepted_IsRenewedOnce()
    {
        await using var server = await PullServer.StartAsync(AnswerAsync);
        using var transport = server.Transport();
        using var tokens = new OAuthTokens(transport, new OAuthSettings(new Uri(server.Url, "token"), "id", "secret"));
        var client = server.Client(transport, tokens);
        await client.GetAsync("data", CancellationToken.None);

        _good = "none that was given";
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("data", CancellationToken.None)).Status);
        Assert.Equal(["/token", "/data", "/data", "/token", "/data"], server.Requests);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("always-refused", CancellationToken.None)).Status);
        Assert.Equal(["/always-refused", "/token", "/always-refused"], server.Requests.Skip(5));
    }

    [Fact]
    public async Task TokenEndpoint_ThatAsksToWait_IsWaitedFor()
    {
        var busy = true;
        await using var server = await PullServer.StartAsync(context =>
        {
            if (busy)
            {
                busy = false;
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "11";
                return Task.CompletedTask;
            }

            return AnswerAsync(context);
        });
        using var transport = server.Transport();
        using var tokens = new OAuthTokens(transport, new OAuthSettings(new Uri(server.Url, "token"), "id", "secret"));

        Assert.Equal(HttpStatusCode.OK, (await server.Client(transport, tokens).GetAsync("data", CancellationToken.None)).Status);
        Assert.Equal([TimeSpan.FromSeconds(11)], server.Time.Waits);
    }

    [Fact]
    public async Task RefreshToken_ThatIsReplaced_IsHandedOnBeforeItIsUsed()
    {
        await using var server = await PullServer.StartAsync(AnswerAsync);
        using var transport = server.Transport();
        var kept = new List<string>();
        using var tokens = new OAuthTokens(transport, new OAuthSettings(new Uri(server.Url, "token"), "id", "secret")
        {
            RefreshToken = "refresh-0",
            OnRefreshToken = (token, _) =>
            {
                kept.Add($"{token} after {server.Requests.Count}");
                return Task.CompletedTask;
            },
        });
        await server.Client(transport, tokens).GetAsync("data", CancellationToken.None);

        Assert.Equal(["refresh_token:refresh-0"], _grants);
        Assert.Equal(["refresh-1 after 1"], kept);
    }

    [Fact]
    public async Task Credentials_NotAccepted_AreA401()
    {
        await using var server = await PullServer.StartAsync(AnswerAsync);
        using var transport = server.Transport();
        using var tokens = new OAuthTokens(transport, new OAuthSettings(new Uri(server.Url, "token"), "id", "wrong"));
        var answer = await server.Client(transport, tokens).GetAsync("data", CancellationToken.None);

        Assert.Equal((HttpStatusCode.Unauthorized, ConnectionCheckCodes.Unauthorised), (answer.Status, ConnectionCheck.Of(answer, "The MIS")!.Code));
        Assert.DoesNotContain("/data", server.Requests);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/token")
        {
            var form = await context.Request.ReadFormAsync();
            if (form["client_secret"] != "secret")
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsync("""{"error":"invalid_client"}""");
                return;
            }

            _grants.Add(form["grant_type"] == "refresh_token" ? $"refresh_token:{form["refresh_token"]}" : form["grant_type"].ToString());
            _good = $"token-{++_number}";
            var refresh = form["grant_type"] == "refresh_token" ? $",\"refresh_token\":\"refresh-{_number}\"" : "";
            await context.Response.WriteAsync($$"""{"access_token":"{{_good}}","token_type":"Bearer","expires_in":600{{refresh}}}""");
            return;
        }

        if (context.Request.Path == "/always-refused" || context.Request.Headers.Authorization != $"Bearer {_good}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        await context.Response.WriteAsync("{}");
    }
}
