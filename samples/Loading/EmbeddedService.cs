using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Uso.ClientApi;
using Uso.Samples.Cluster;

namespace Uso.Samples.Loading;

/// <summary>The service in this process, on a real socket. In the cluster build the same API is a client of the silos.</summary>
internal sealed class EmbeddedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EmbeddedService(WebApplication app, Uri url, string tokenFile)
    {
        _app = app;
        Url = url;
        TokenFile = tokenFile;
    }

    public Uri Url { get; }

    /// <summary>Where the first service-desk token is.</summary>
    public string TokenFile { get; }

    /// <param name="clock">The sample's clock, or null for real time.</param>
    /// <param name="connection">Cluster build: the database that the silos share.</param>
    public static async Task<EmbeddedService> StartAsync(RunOptions options, TimeProvider? clock, string? connection, CancellationToken stop)
    {
        List<string> args =
        [
            "--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"),
            $"--Uso:DataDirectory={options.DataDirectory}",
            // The sample's MISs are fakes on this machine.
            "--Uso:Pull:AllowPrivateAddresses=true",
        ];
        if (connection is not null)
        {
            args.Add($"--ConnectionStrings:Uso={connection}");
            args.AddRange(SampleCertificate.Settings(options.DataDirectory));
        }

        var app = ClientApiHost.Create([.. args], builder =>
        {
            // Whoever runs the sample wants to read the table; problems still show.
            builder.Logging.SetMinimumLevel(LogLevel.Warning);

            // Its warning is about keys that lie in a directory of mode 0700, as the sample's do.
            builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
            if (clock is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            }
        });
        try
        {
            await app.StartAsync(stop);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new EmbeddedService(app, new Uri(address.TrimEnd('/') + "/"), Path.Combine(options.DataDirectory, "service-desk-token"));
    }

    public async Task<string> TokenAsync(CancellationToken stop) => (await File.ReadAllTextAsync(TokenFile, stop)).Trim();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
