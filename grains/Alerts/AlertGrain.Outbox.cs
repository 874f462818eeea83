using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace Uso.Grains.Alerts;

/// <summary>What is to be sent lies in the state until it arrived: a kill repeats a message at most, and loses none.</summary>
internal sealed partial class AlertGrain
{
    private const int MostAttempts = 12;
    private const int MostGivenUp = 20;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private ResiliencePipeline? _pipeline;

    private void Enqueue(ImmutableArray<RaisedAlert> alerts, SetAlerts settings, DateTimeOffset now)
    {
        var targets = settings.Emails.Select(email => ("email", email)).Concat(settings.WebhookUrl is { } url ? [("webhook", url)] : []);
        foreach (var (channel, target) in targets)
        {
            state.State.Outbox = state.State.Outbox.Add(new AlertState.Delivery
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{La}-{++state.State.DeliveriesEver:000000}"),
                Channel = channel,
                Target = target,
                Alerts = alerts,
                CreatedAt = now,
                NextAttempt = now,
            });
        }
    }

    private async Task DeliverAsync()
    {
        foreach (var delivery in state.State.Outbox.Where(one => !one.GivenUp && one.NextAttempt <= time.GetUtcNow()))
        {
            var failure = await TryAsync(delivery);
            if (failure is null)
            {
                state.State.Outbox = state.State.Outbox.Remove(delivery);
            }
            else
            {
                var attempts = delivery.Attempts + 1;
                var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 10));
                state.State.Outbox = state.State.Outbox.Replace(delivery, delivery with
                {
                    Attempts = attempts,
                    NextAttempt = time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause),
                    LastError = failure,
                    GivenUp = attempts >= MostAttempts,
                });
                LogNotDelivered(La.Value, delivery.Id, delivery.Channel, attempts, failure);
            }

            var given = state.State.Outbox.Where(one => one.GivenUp).ToList();
            state.State.Outbox = state.State.Outbox.RemoveRange(given.Take(given.Count - MostGivenUp));
            await WriteAsync();
        }
    }

    /// <summary>Null when it arrived, else the stable code of why not.</summary>
    private async Task<string?> TryAsync(AlertState.Delivery delivery)
    {
        var secret = delivery.Channel == "webhook" && state.State.ProtectedSecret is { } secretText ? Protector().Unprotect(secretText) : null;
        var message = new AlertMessage(delivery.Id, delivery.Target, Subject(delivery), Text(delivery), JsonOf(delivery), secret);
        try
        {
            var sender = senders.Single(one => one.Channel == delivery.Channel);
            await Pipeline().ExecuteAsync(async token => await sender.SendAsync(message, token), CancellationToken.None);
            return null;
        }
        catch (AlertDeliveryException failure)
        {
            return failure.Code;
        }
    }

    /// <summary>A hiccup is over in seconds; what takes longer is the outbox's business.</summary>
    private ResiliencePipeline Pipeline() => _pipeline ??= new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<AlertDeliveryException>(),
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromSeconds(options.Value.RetrySeconds),
            BackoffType = DelayBackoffType.Exponential,
        })
        .Build();

    private string Subject(AlertState.Delivery delivery) => delivery.Alerts.Length == 1
        ? $"Uso, LA {La}: {delivery.Alerts[0].Code} at {delivery.Alerts[0].Urn}"
        : string.Create(CultureInfo.InvariantCulture, $"Uso, LA {La}: {delivery.Alerts.Length} alerts");

    private static string Text(AlertState.Delivery delivery) => string.Join(
        "\r\n", [.. delivery.Alerts.Select(alert => $"{alert.Urn} {alert.School}: {alert.Code}. {alert.Detail}"), "", "Each is said once; when it is over and comes again, it is said again."]);

    private string JsonOf(AlertState.Delivery delivery) => JsonSerializer.Serialize(
        new
        {
            id = delivery.Id,
            la = La.Value,
            at = delivery.CreatedAt,
            alerts = delivery.Alerts.Select(alert => new { urn = alert.Urn, school = alert.School, code = alert.Code, detail = alert.Detail, at = alert.At }),
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Delivery} of LA {La} by {Channel} did not arrive, attempt {Attempt}: {Code}")]
    private partial void LogNotDelivered(string la, string delivery, string channel, int attempt, string code);
}
