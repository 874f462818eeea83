using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Isams;

/// <summary>The token endpoint: client credentials.</summary>
public sealed partial class IsamsFake
{
    private readonly Lock _tokens = new();
    private string? _accessToken;
    private int _issued;

    /// <summary>Access tokens that were given out.</summary>
    public int Issued => _issued;

    private bool IsCurrent(string authorization)
    {
        lock (_tokens)
        {
            return !Faults.TokenExpired && _accessToken is { } token && authorization == $"Bearer {token}";
        }
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;
        var good = !Faults.ClientRevoked && form["grant_type"] == "client_credentials" && form["client_id"] == _options.ClientId && form["client_secret"] == _options.ClientSecret;
        context.Response.StatusCode = good ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((good ? NewToken() : new JsonObject { ["error"] = "invalid_client" }).ToJsonString());
    }

    private JsonObject NewToken()
    {
        lock (_tokens)
        {
            _accessToken = string.Create(CultureInfo.InvariantCulture, $"access-{++_issued}");
            Faults.TokenExpired = false;
            return new JsonObject { ["access_token"] = _accessToken, ["expires_in"] = _options.TokenSeconds, ["token_type"] = "Bearer" };
        }
    }
}
