using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Uso.GrainInterfaces;

namespace Uso.ClientApi.Tests;

[Collection(ApiCollection.Name)]
public sealed class AuthenticationTests(ApiFixture api)
{
    private const string SomeAddress = "/api/mis";

    [Theory]
    [InlineData("nonsense")]
    [InlineData("uso_")]
    [InlineData("uso_aaaaaaaaaaaaaaaa_")]
    [InlineData("uso_aaaaaaaaaaaaaaaa_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("usolk_100123_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("usolk_000000_x")]
    public async Task Token_UnknownOrMalformed_Is401(string token) => Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));

    [Fact]
    public async Task Token_WrongSecret_Is401()
    {
        var last = api.ServiceDeskToken[^1] == '0' ? '1' : '0';
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(api.ServiceDeskToken[..^1] + last));
    }

    [Fact]
    public async Task Token_OtherScheme_Is401WithChallenge()
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.Add("Authorization", "Basic dXNvOnVzbw==");
        using var response = await client.GetAsync(SomeAddress);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Token_Revoked_Is401AtOnce()
    {
        var token = await api.TokenAsync(new { role = "serviceDesk", label = "to be revoked" });
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(token));
        await api.SendAsync(HttpMethod.Delete, $"/api/tokens/{token.Split('_')[1]}");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
    }

    [Fact]
    public async Task Token_Expired_Is401()
    {
        var (id, secret) = AccessText.NewToken();
        var issued = await api.Services.GetRequiredService<IGrainFactory>().AccessToken(id).IssueAsync(Caller.Service, new IssueToken
        {
            SecretSha256 = AccessText.HashOf(secret),
            Role = Role.ServiceDesk,
            Label = "expired",
            ExpiresAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
        });
        Assert.Null(issued.Problem);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(AccessText.Format(id, secret)));
    }

    [Fact]
    public async Task LicenceKey_Replaced_OldOneIs401()
    {
        await api.SetUpAsync("131001", ApiFixture.OwnLa, "4201", ApiFixture.OwnConsumer);
        var first = await NewKeyAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(first)); // It is known, and may only upload.
        var second = await NewKeyAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(second));

        async Task<string> NewKeyAsync() =>
            (await api.SendAsync(HttpMethod.Post, "/api/schools/131001/licence-key")).GetProperty("licenceKey").GetString()!;
    }

    [Theory]
    [InlineData("""{"role":"system","label":"x"}""")]
    [InlineData("""{"role":"agent","schools":["100123"],"label":"x"}""")]
    [InlineData("""{"role":"headTeacher","label":"x"}""")]
    [InlineData("""{"role":"headTeacher","schools":["12"],"label":"x"}""")]
    [InlineData("""{"role":"laOperator","localAuthorities":["899"],"schools":["100123"],"label":"x"}""")]
    [InlineData("""{"role":"consumer","localAuthorities":["899"],"label":"x"}""")]
    [InlineData("""{"role":"serviceDesk","label":"x","expiresAt":"2020-01-01T00:00:00Z"}""")]
    [InlineData("""{"role":"serviceDesk","label":" "}""")]
    [InlineData("""{"role":3,"label":"x"}""")]
    public async Task PostToken_ScopeThatDoesNotFit_Is400(string body)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var response = await client.PostAsync("/api/tokens", ApiFixture.Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await client.GetAsync(SomeAddress);
        return response.StatusCode;
    }
}
