using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Pulling;

/// <summary>A host on the loopback address that answers as a test says.</summary>
internal sealed class PullServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<string> _requests = [];

    private PullServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public InstantTime Time { get; } = new();

    public static async Task<PullServer> StartAsync(Func<HttpContext, Task> answer, bool https = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
        {
            if (https)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var app = builder.Build();
        var server = new PullServer(app);
        app.Run(context =>
        {
            lock (server._requests)
            {
                server._requests.Add(context.Request.Path + context.Request.QueryString.Value);
            }

            return answer(context);
        });
        await app.StartAsync();
        return server;
    }

    public PullTransport Transport(PullOptions? options = null) => new(Time, (options ?? new PullOptions()) with { AllowPrivateAddresses = true });

    public PullClient Client(PullTransport transport, PullAuthoriser? authoriser = null) => new(transport, Url, authoriser ?? PullAuthoriser.Bearer("good"));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
