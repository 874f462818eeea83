using Microsoft.Extensions.DependencyInjection;
using Uso.Fakes.Alerts;
using Uso.GrainInterfaces;
using Uso.Grains.Alerts;
using Uso.Testing;

namespace Uso.Grains.Tests;

/// <summary>A region whose LA is told of its schools, by a webhook and a mail server that really listen.</summary>
internal sealed class AlertRegion(Region region, WebhookFake webhook, SmtpFake smtp) : IAsyncDisposable
{
    public const string Secret = "a-secret-of-the-test";

    public static readonly Caller Operator = new() { Subject = "la", Role = Role.LaOperator, LocalAuthorities = ["899"] };

    public Region Region => region;

    public WebhookFake Webhook => webhook;

    public SmtpFake Smtp => smtp;

    public IAlertGrain Alerts => region.Grains.Alert(LaCode.Parse("899"));

    public SetAlerts Settings => new() { WebhookUrl = webhook.Url, WebhookSecret = Secret, Emails = ["night@la.example"] };

    public static async Task<AlertRegion> StartAsync(bool allowPrivate = true, Faults? faults = null)
    {
        var webhook = await WebhookFake.StartAsync();
        var smtp = SmtpFake.Start();
        var region = await Region.StartAsync(services =>
        {
            services.Configure<AlertOptions>(options =>
            {
                options.SmtpHost = "127.0.0.1";
                options.SmtpPort = smtp.Port;
                options.SmtpSecurity = SmtpSecurity.None;
                options.From = "uso@uso.example";
                options.RetrySeconds = 0;
                options.AllowPrivateWebhooks = allowPrivate;
            });
            if (faults is not null)
            {
                services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around);
            }
        });
        return new AlertRegion(region, webhook, smtp);
    }

    public async Task<AlertOverview> CheckAsync() => Region.Ok(await Alerts.CheckAsync(Operator));

    public async Task SetAsync(SetAlerts? settings = null) => Region.Ok(await Alerts.SetAsync(Operator, settings ?? Settings));

    public async ValueTask DisposeAsync()
    {
        await region.DisposeAsync();
        await webhook.DisposeAsync();
        await smtp.DisposeAsync();
    }
}
