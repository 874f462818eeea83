using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Uso.GrainInterfaces;

namespace Uso.Silo.Hosting;

/// <summary>
/// A service-desk token, as the password that a browser asks for or as a bearer token. The grain that holds its hash decides, so revoking works at once here too.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IGrainFactory grains)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header))
        {
            return AuthenticateResult.NoResult();
        }

        if (TokenOf(header) is { } text && AccessText.TryReadToken(text, out var id, out var secret)
            && await grains.AccessToken(id).AuthenticateAsync(secret) is { Role: Role.ServiceDesk })
        {
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(authenticationType: Scheme)), Scheme));
        }

        return AuthenticateResult.Fail("Not a service-desk token.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"Uso silo: a service-desk token as the password\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }

    private static string? TokenOf(AuthenticationHeaderValue header) => header switch
    {
        { Scheme: "Bearer", Parameter: { } token } => token,
        { Scheme: "Basic", Parameter: { } basic } => PasswordOf(basic),
        _ => null,
    };

    private static string? PasswordOf(string basic)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(basic, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]).Split(':', 2).ElementAtOrDefault(1) : null;
    }
}
