using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Uso.ClientApi.ConsumerMatches;
using Uso.ClientApi.Health;
using Uso.ClientApi.Hosting;
using Uso.ClientApi.Metrics;
using Uso.ClientApi.OpenApi;
using Uso.ClientApi.Operations;
using Uso.ClientApi.Uploads;
using Uso.Grains.Hosting;

namespace Uso.ClientApi;

/// <summary>Puts the API together. Program, tests and the samples runner all start here.</summary>
public static class ClientApiHost
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:0 --Uso:DataDirectory=/var/lib/uso</c>.</param>
    /// <param name="configure">Last word on settings and services.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // The framework's request log shows paths and queries, which carry usernames and names; RequestLog shows route templates.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        builder.Services.AddOptions<ClientApiOptions>().BindConfiguration(ClientApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ClientApiOptions>>((kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes;
        });

        builder.AddUsoOrleans();
        builder.Services.AddUsoLogScopes();
        builder.Services.AddUsoTelemetry(builder.Configuration, "uso-api");
        AddServices(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        UsePipeline(app);
        app.MapUsoEndpoints();
        return app;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<FaultHandler>();

        services.AddSingleton<ClusterLink>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterLink>());
        services.AddRequestLanes();

        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<UploadReceiver>();
        services.AddSingleton<MatchCalls>();
        services.AddAuthentication(BearerAuthentication.Scheme)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthentication>(BearerAuthentication.Scheme, configureOptions: null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        services.AddSingleton<Readiness>();
        services.AddSingleton<IClusterFacts, ClusterFacts>();
        services.AddSingleton<TonightCount>();
        services.AddHostedService<ReminderGauges>();
        services.AddSingleton<PrometheusMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<PrometheusMetrics>());
        services.AddHostedService<FirstServiceDeskToken>();
        services.AddUsoOpenApi();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(new StatusCodePagesOptions { HandleAsync = ProblemWriter.WriteStatusAsync });
        app.UseRouting();
        app.UseMiddleware<ClusterGate>();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<AccessMiddleware>();
    }
}
