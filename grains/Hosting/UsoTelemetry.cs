using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Uso.Grains.Hosting;

/// <summary>
/// Traces and metrics by OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; everything else is OpenTelemetry's own settings. What the platform,
/// Orleans and Npgsql report is taken as it is, but for what may name a person: see <see cref="WithoutPeople"/>.
/// </summary>
public static class UsoTelemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        "Uso.*", "Microsoft.Orleans", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    private static readonly string[] Sources = ["Microsoft.Orleans.Application", "Microsoft.Orleans.Storage", "Npgsql", "System.Net.Http"];

    public static IServiceCollection AddUsoTelemetry(this IServiceCollection services, IConfiguration configuration, string service)
    {
        if (configuration[Endpoint] is not { Length: > 0 })
        {
            return services;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource(Sources).AddProcessor(new WithoutPeople()).AddOtlpExporter());
        return services;
    }

    /// <summary>
    /// Paths carry usernames, queries carry names, addresses of a MIS carry ids, grains' keys are usernames and URNs, and what an exception says may quote any
    /// of it. Route template, host, grain type and exception type are enough.
    /// </summary>
    private sealed class WithoutPeople : BaseProcessor<Activity>
    {
        private static readonly string[] Left =
        [
            "url.path", "url.query", "url.full", "http.target", "http.url", "client.address", "network.peer.address", "user_agent.original",
            "exception.message", "exception.stacktrace",
        ];

        private static readonly string[] Identities = ["orleans.grain.id", "orleans.rpc.source_id", "orleans.rpc.target_id"];

        public override void OnEnd(Activity data)
        {
            foreach (var tag in Left)
            {
                data.SetTag(tag, null);
            }

            foreach (var tag in Identities)
            {
                if (data.GetTagItem(tag)?.ToString() is { } identity)
                {
                    data.SetTag(tag, identity.Split('/')[0]);
                }
            }

            if (data.StatusDescription is not null)
            {
                data.SetStatus(data.Status);
            }
        }
    }
}
