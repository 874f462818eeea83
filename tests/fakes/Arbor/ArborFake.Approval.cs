using System.Net;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Arbor;

/// <summary>The pages on which somebody at the school signs in and approves the application. How Arbor's own look is not public; the steps are.</summary>
public sealed partial class ArborFake
{
    private const string Cookie = "arbor-fake-session";
    private string? _code;

    /// <summary>Where the approval starts: the service adds <c>return</c> and <c>state</c>.</summary>
    public string ApprovalUrl => $"{Url}/approve";

    private async Task ApproveAsync(HttpContext context, string[] path)
    {
        var query = context.Request.QueryString.Value;
        switch (path)
        {
            case ["approve"] when context.Request.Cookies[Cookie] != "signed-in":
                await PageAsync(context, $"<form method=post action=\"/approve/sign-in{WebUtility.HtmlEncode(query)}\"><input type=password name=password><button>Sign in</button></form>");
                break;
            case ["approve"]:
                await PageAsync(context, $"<p>Uso asks to read {WebUtility.HtmlEncode(School.Name)}.</p><form method=post action=\"/approve/decision{WebUtility.HtmlEncode(query)}\">"
                    + "<button name=decision value=approve>Approve</button><button name=decision value=decline>Decline</button></form>");
                break;
            case ["approve", "sign-in"]:
                if ((await context.Request.ReadFormAsync())["password"] == _options.AdministratorPassword)
                {
                    context.Response.Cookies.Append(Cookie, "signed-in");
                }

                context.Response.Redirect($"/approve{query}");
                break;
            case ["approve", "decision"] when context.Request.Cookies[Cookie] == "signed-in":
                Approved = (await context.Request.ReadFormAsync())["decision"] == "approve";
                _code = Approved ? Guid.NewGuid().ToString("N") : null;
                var back = $"{context.Request.Query["return"]}?state={WebUtility.UrlEncode(context.Request.Query["state"])}";
                context.Response.Redirect(Approved ? $"{back}&code={_code}" : $"{back}&error=access_denied");
                break;
            case ["approve", "endpoint"]:
                await EndpointAsync(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    /// <summary>The application asks where the school's API is, with the code that the approval gave it. A code is good once.</summary>
    private async Task EndpointAsync(HttpContext context)
    {
        if (!IsApplication(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var code = (await context.Request.ReadFormAsync())["code"].ToString();
        if (_code is null || code != _code)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        _code = null;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["endpointUrl"] = Faults.Endpoint ?? Url }.ToJsonString());
    }

    private static Task PageAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync($"<!doctype html><title>Arbor (fake)</title>{html}");
    }
}
