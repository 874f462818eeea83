using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Uso.Mis.Pulling;

/// <summary>Where and how access tokens are had.</summary>
public sealed record OAuthSettings(Uri TokenUrl, string ClientId, string ClientSecret)
{
    public string? Scope { get; init; }

    /// <summary>Given: grant <c>refresh_token</c>; null: <c>client_credentials</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Called with a new refresh token before it is used, because the old one no longer works.</summary>
    public Func<string, CancellationToken, Task>? OnRefreshToken { get; init; }
}

/// <summary>OAuth2 access tokens as bearer tokens: had when first needed, renewed before they expire, and once after a 401.</summary>
public sealed class OAuthTokens(PullTransport transport, OAuthSettings settings) : PullAuthoriser, IDisposable
{
    // A token is not used in its last minute: the request takes time, and clocks differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1);
    private string? _refreshToken = settings.RefreshToken;
    private string? _token;
    private DateTimeOffset _renewAt;

    public override async ValueTask<PullTry?> AuthoriseAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_token is null || transport.Time.GetUtcNow() >= _renewAt)
            {
                _token = null;
                if (await FetchAsync(cancellationToken) is { } failed)
                {
                    return failed;
                }
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            return null;
        }
        finally
        {
            _one.Release();
        }
    }

    public override bool Renew()
    {
        _token = null;
        return true;
    }

    public void Dispose() => _one.Dispose();

    private async Task<PullTry?> FetchAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.TokenUrl) { Content = new FormUrlEncodedContent(Form()) };
        var tried = await transport.SendOnceAsync(request, PullBody.Json, cancellationToken);

        // "invalid_client", "invalid_grant" and the like come as 400: the credentials are not good.
        if (tried.Answer.Body is not { } body)
        {
            return tried.Answer.Status is HttpStatusCode.BadRequest ? new PullTry(PullAnswer.Failed(PullFault.Status, HttpStatusCode.Unauthorized)) : tried with { Redirect = null };
        }

        using var json = JsonDocument.Parse(body);
        if (json.RootElement.ValueKind != JsonValueKind.Object || Text(json.RootElement, "access_token") is not { } token || !token.All(c => c is > ' ' and < '\x7f'))
        {
            return new PullTry(PullAnswer.Failed(PullFault.NotWhole, tried.Answer.Status));
        }

        var seconds = Text(json.RootElement, "expires_in") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 3600;
        var life = TimeSpan.FromSeconds(seconds);
        if (Text(json.RootElement, "refresh_token") is { } refresh && _refreshToken is not null && refresh != _refreshToken)
        {
            _refreshToken = refresh;
            if (settings.OnRefreshToken is { } save)
            {
                await save(refresh, cancellationToken);
            }
        }

        _renewAt = transport.Time.GetUtcNow() + (life > 2 * Margin ? life - Margin : life / 2);
        _token = token;
        return null;
    }

    private Dictionary<string, string> Form()
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = _refreshToken is null ? "client_credentials" : "refresh_token",
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.ClientSecret,
        };
        if (settings.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        if (_refreshToken is { } refresh)
        {
            form["refresh_token"] = refresh;
        }

        return form;
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        ? value.ToString()
        : null;
}
