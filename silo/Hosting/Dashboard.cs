using System.Net;
using Microsoft.AspNetCore.Authentication;
using Orleans.Dashboard;

namespace Uso.Silo.Hosting;

/// <summary>
/// Orleans' dashboard, on a port of its own and for service-desk tokens only. It is off unless <c>Uso:Dashboard:Url</c> says where. What a grain's state is,
/// it does not show: those are people's names.
/// </summary>
internal static class Dashboard
{
    private const string UrlSetting = "Uso:Dashboard:Url";
    private const string StatePath = "/GrainState";

    public static Uri? Url(IConfiguration configuration) => configuration[UrlSetting] is { Length: > 0 } text
        ? Uri.TryCreate(text.Replace("*", IPAddress.Any.ToString(), StringComparison.Ordinal), UriKind.Absolute, out var url)
            ? url
            : throw new InvalidOperationException($"{UrlSetting} is not a URL such as http://*:8082.")
        : null;

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication(TokenAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, configureOptions: null);
        builder.Services.AddAuthorization();
    }

    /// <summary>No other port serves it: the port is the connection's, not what a header says.</summary>
    public static void Map(WebApplication app, Uri url) => app.MapWhen(context => context.Connection.LocalPort == url.Port, port =>
    {
        port.UseRouting();
        port.UseAuthentication();
        port.UseAuthorization();
        port.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(StatePath, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        port.UseEndpoints(endpoints => endpoints.MapOrleansDashboard().RequireAuthorization());
    });
}
