using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Providers;
using Orleans.Storage;
using Uso.GrainInterfaces;
using Uso.Grains.Hosting;
using Uso.Silo.Schema;

namespace Uso.Silo.Hosting;

/// <summary>Puts a silo together: membership, states and reminders in PostgreSQL, and two health answers over HTTP.</summary>
public static class SiloHost
{
    /// <summary>Free port of this machine: whoever wants the health answers says where with <c>--urls</c> or ASPNETCORE_URLS.</summary>
    private const string DefaultUrl = "http://127.0.0.1:0";

    private const string RowStorage = "uso-rows";

    private const int NotMigrated = 3;

    /// <summary>The program: <c>migrate</c> makes the tables and ends; without it, a silo that runs until it is told to stop.</summary>
    /// <param name="args">Command line, for example <c>--urls http://127.0.0.1:8081 --Orleans:Endpoints:SiloPort=11111</c>.</param>
    /// <param name="configure">Last word on settings and services.</param>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        if (await Commands.RunAsync(args, ReminderHash) is { } code)
        {
            return code;
        }

        await using var app = Create(args, configure);
        if (await new Migrations(app.Services.GetRequiredService<NpgsqlDataSource>()).MissingAsync() is [_, ..] missing)
        {
            await Console.Error.WriteLineAsync($"Uso.Silo: the database lacks {string.Join(", ", missing)}; run Uso.Silo migrate first.");
            return NotMigrated;
        }

        await app.RunAsync();
        return 0;
    }

    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var dashboard = Dashboard.Url(builder.Configuration);
        var health = builder.Configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls : DefaultUrl;
        builder.WebHost.UseUrls([.. health.Split(';'), .. dashboard is null ? Array.Empty<string>() : [dashboard.ToString()]]);

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // Orleans places every activation through a pipeline that tells so, twice, at Information.
        builder.Logging.AddFilter("Polly", LogLevel.Warning);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = SiloTimes.StopWithin);

        var connection = UsoPostgres.ConnectionString(builder.Configuration, UsoPostgres.SiloPool);
        builder.Services.AddUsoGrains(builder.Configuration).AddPostgresBlobs(connection);
        builder.Services.AddUsoLogScopes();
        builder.Services.AddUsoTelemetry(builder.Configuration, "uso-silo");
        builder.UseOrleans(silo =>
        {
            Configure(silo, builder.Configuration, connection);
            if (dashboard is not null)
            {
                silo.AddDashboard(options => options.HideTrace = true);
            }
        });
        if (dashboard is not null)
        {
            Dashboard.Add(builder);
        }

        configure?.Invoke(builder);

        var app = builder.Build();
        if (dashboard is not null)
        {
            Dashboard.Map(app, dashboard);
        }

        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        return app;
    }

    /// <summary>As Orleans' reminder service reckons it.</summary>
    internal static int ReminderHash(string grainType, string grainKey) => unchecked((int)GrainId.Create(grainType, grainKey).GetUniformHashCode());

    private static void Configure(ISiloBuilder silo, IConfiguration configuration, string connection)
    {
        // Ports and address are Orleans' own settings, section Orleans:Endpoints.
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = UsoPostgres.ClusterId(configuration);
            options.ServiceId = UsoPostgres.ServiceId(configuration);
        });
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = UsoPostgres.Invariant;
            options.ConnectionString = connection;
        });
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = UsoPostgres.Invariant;
            options.ConnectionString = connection;
        });
        silo.AddAdoNetGrainStorage(RowStorage, options =>
        {
            options.Invariant = UsoPostgres.Invariant;
            options.ConnectionString = connection;
            options.GrainStorageSerializer = new StateSerializer();
            options.DeleteStateOnClear = true;
        });
        silo.AddIncomingGrainCallFilter<CallTelemetry>();
        SiloReport.Allow(silo.Services);
        silo.Services.AddKeyedSingleton<IControllable, SiloReport>(SiloReport.Name);
        silo.Services.AddSingleton<StorageTelemetry>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) => new TextKeyStorage(
            services.GetRequiredKeyedService<IGrainStorage>(RowStorage), services.GetRequiredService<StorageTelemetry>()));
    }

    /// <summary>Ready: the other silos count this one as active, and the database answers.</summary>
    private static async Task<IResult> ReadyAsync(ISiloStatusOracle silos, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (silos.CurrentStatus != SiloStatus.Active)
        {
            return Results.Text("not active", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await using var ping = database.CreateCommand("SELECT 1");
            await ping.ExecuteScalarAsync(cancellationToken);
            return Results.Text("ready");
        }
        catch (NpgsqlException)
        {
            return Results.Text("no database", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
