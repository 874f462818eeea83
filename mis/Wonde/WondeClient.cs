using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace Uso.Mis.Wonde;

/// <summary>What came of one request, retries included.</summary>
/// <param name="Status">The last HTTP status; null when no answer came at all.</param>
/// <param name="Body">The bytes, when the answer was good and is whole JSON.</param>
internal readonly record struct WondeAnswer(HttpStatusCode? Status, byte[]? Body);

/// <summary>GET with the school's token, retried within bounds. Answers that are not whole JSON count as failures of the network.</summary>
internal sealed class WondeClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly WondeOptions _options;
    private readonly ResiliencePipeline<WondeAnswer> _retries;
    private readonly ResiliencePropertyKey<TimeSpan?> _retryAfter = new("retry-after");
    private readonly TimeProvider _time;
    private readonly string _token;

    public WondeClient(HttpMessageHandler handler, WondeConnection connection, WondeOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _token = connection.Token;
        _http = new HttpClient(handler, disposeHandler: false) { Timeout = options.RequestTimeout, MaxResponseContentBufferSize = options.MaxPageBytes };
        _retries = options.MaxRetries == 0 ? ResiliencePipeline<WondeAnswer>.Empty : Retries();
    }

    public async Task<WondeAnswer> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            return await _retries.ExecuteAsync(
                static (context, state) => new ValueTask<WondeAnswer>(state.This.TryAsync(state.Url, context)), context, (This: this, Url: url));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTransient(WondeAnswer answer) => answer switch
    {
        { Status: null } => true,
        { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        { Status: >= HttpStatusCode.InternalServerError } => true,
        { Status: HttpStatusCode.OK, Body: null } => true,
        _ => false,
    };

    private static bool IsWholeJson(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ResiliencePipeline<WondeAnswer> Retries() => new ResiliencePipelineBuilder<WondeAnswer> { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions<WondeAnswer>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is null && IsTransient(args.Outcome.Result)),
            MaxRetryAttempts = _options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = _options.FirstDelay,
            MaxDelay = _options.MaxDelay,
            DelayGenerator = args => ValueTask.FromResult(args.Context.Properties.GetValue(_retryAfter, null)),
        })
        .Build();

    private async Task<WondeAnswer> TryAsync(Uri url, ResilienceContext context)
    {
        context.Properties.Set(_retryAfter, null);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await _http.SendAsync(request, context.CancellationToken);
            context.Properties.Set(_retryAfter, RetryAfter(response.Headers.RetryAfter));
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return new WondeAnswer(response.StatusCode, null);
            }

            var body = await response.Content.ReadAsByteArrayAsync(context.CancellationToken);
            return new WondeAnswer(response.StatusCode, IsWholeJson(body) ? body : null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !context.CancellationToken.IsCancellationRequested))
        {
            return default;
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return wait is not { } asked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked > _options.MaxDelay ? _options.MaxDelay : asked;
    }
}
