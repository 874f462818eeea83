using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Uso.Grains.Schools;

namespace Uso.ClientApi.Access;

/// <summary>Turns a bearer token or licence key into a <see cref="Caller"/>. The grain that holds its hash decides, so revoking works at once.</summary>
internal sealed class BearerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    IGrainFactory grains,
    FailedSignIns failures)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Bearer";

    private const string Prefix = "Bearer ";
    private const string LicenceKeySubject = "licence-key";

    private bool _blocked;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (string.IsNullOrEmpty(header))
        {
            return AuthenticateResult.NoResult();
        }

        if (_blocked = failures.IsBlocked(Context.Connection.RemoteIpAddress))
        {
            return AuthenticateResult.Fail("Too many failures.");
        }

        var caller = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? await FindAsync(header[Prefix.Length..].Trim()) : null;
        if (caller is null)
        {
            failures.Count(Context.Connection.RemoteIpAddress);
            return AuthenticateResult.Fail("Not a valid token.");
        }

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, caller.Role.ToString())], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_blocked)
        {
            Response.Headers.RetryAfter = FailedSignIns.RetryAfterSeconds;
            return ProblemWriter.WriteAsync(Context, ApiCodes.TooManyFailures);
        }

        Response.Headers.Append(HeaderNames.WWWAuthenticate, Scheme);
        return ProblemWriter.WriteAsync(Context, ApiCodes.Unauthenticated);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, ProblemCodes.Forbidden);

    private async Task<Caller?> FindAsync(string text)
    {
        if (AccessText.TryReadToken(text, out var id, out var secret))
        {
            // No token stands for the service itself, whatever is stored.
            return await grains.AccessToken(id).AuthenticateAsync(secret) is { Role: not Role.System } caller ? caller : null;
        }

        return LicenceKey.TryParse(text, out var urn) && await grains.School(urn).VerifyLicenceKeyAsync(text)
            ? new Caller { Subject = LicenceKeySubject, Role = Role.Agent, Schools = [urn.Value] }
            : null;
    }
}
