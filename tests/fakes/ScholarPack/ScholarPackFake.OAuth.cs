using System.Net;
using System.Text.Json.Nodes;

namespace Uso.Fakes.ScholarPack;

/// <summary>The authorisation code flow: a page to sign in and to confirm on, codes that are good once, refresh tokens of which each use makes a new one.</summary>
public sealed partial class ScholarPackFake
{
    private readonly Lock _tokens = new();
    private string? _code;
    private string? _redirect;
    private string? _accessToken;
    private int _issued;

    /// <summary>The one refresh token that is good; null: the school has not approved.</summary>
    public string? RefreshToken { get; private set; }

    /// <summary>Access tokens that were given out.</summary>
    public int Issued => _issued;

    private static JsonObject Refusal(string error) => new() { ["error"] = error };

    private bool IsCurrent(string authorization)
    {
        lock (_tokens)
        {
            return !Faults.TokenExpired && _accessToken is { } token && authorization == $"Bearer {token}";
        }
    }

    private async Task OAuthAsync(HttpContext context, string path)
    {
        var query = context.Request.Query;
        switch (path)
        {
            case "/oauth2/authorize/" when HttpMethods.IsGet(context.Request.Method):
                if (query["response_type"] != "code" || query["client_id"] != _options.ClientId)
                {
                    context.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return;
                }

                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync($"<!doctype html><title>ScholarPack (fake)</title><p>Uso asks to read {WebUtility.HtmlEncode(School.Name)}: {WebUtility.HtmlEncode(query["scope"])}.</p>"
                    + $"<form method=post action=\"/oauth2/authorize/{WebUtility.HtmlEncode(context.Request.QueryString.Value)}\"><input type=password name=password>"
                    + "<button name=decision value=confirm>Confirm</button><button name=decision value=decline>Decline</button></form>");
                break;
            case "/oauth2/authorize/":
                var form = await context.Request.ReadFormAsync();
                var back = $"{query["redirect_uri"]}?state={WebUtility.UrlEncode(query["state"])}";
                context.Response.Redirect(
                    form["password"] != _options.AdministratorPassword ? $"/oauth2/authorize/{context.Request.QueryString.Value}"
                    : form["decision"] == "confirm" ? $"{back}&code={NewCode(query["redirect_uri"]!)}"
                    : $"{back}&error=access_denied");
                break;
            case "/oauth2/token/":
                var answer = Token(await context.Request.ReadFormAsync());
                context.Response.StatusCode = answer.ContainsKey("error") ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(answer.ToJsonString());
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private string NewCode(string redirect)
    {
        lock (_tokens)
        {
            _redirect = redirect;
            return _code = $"code-{++_issued}";
        }
    }

    private JsonObject Token(IFormCollection form)
    {
        lock (_tokens)
        {
            if (form["client_id"] != _options.ClientId || form["client_secret"] != _options.ClientSecret)
            {
                return Refusal("invalid_client");
            }

            var good = form["grant_type"].ToString() switch
            {
                "authorization_code" => _code is not null && form["code"] == _code && form["redirect_uri"] == _redirect,
                "refresh_token" => !Faults.ApprovalTakenBack && RefreshToken is not null && form["refresh_token"] == RefreshToken,
                _ => false,
            };
            if (!good)
            {
                return Refusal("invalid_grant");
            }

            _code = null;
            _accessToken = $"access-{++_issued}";
            RefreshToken = _options.Rotates ? $"refresh-{_issued}" : RefreshToken;
            Faults.TokenExpired = false;
            return new JsonObject
            {
                ["access_token"] = _accessToken,
                ["refresh_token"] = RefreshToken,
                ["token_type"] = "Bearer",
                ["expires_in"] = _options.TokenSeconds,
                ["scope"] = "student:read staff:read",
            };
        }
    }
}
