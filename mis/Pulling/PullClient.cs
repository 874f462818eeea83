using System.Net;
using System.Net.Http.Headers;
using Polly;
using Polly.Retry;

namespace Uso.Mis.Pulling;

/// <summary>One school's requests to its MIS: its credentials on each, failures tried again within bounds, redirects on the same host followed.</summary>
public sealed class PullClient
{
    private readonly PullAuthoriser _authoriser;
    private readonly ResiliencePipeline<PullTry> _retries;
    private readonly PullTransport _transport;

    /// <param name="baseUrl">Requests to any other host are refused.</param>
    public PullClient(PullTransport transport, Uri baseUrl, PullAuthoriser authoriser)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _transport = transport;
        _authoriser = authoriser;
        BaseUrl = baseUrl;
        _retries = transport.Options.MaxRetries == 0 ? ResiliencePipeline<PullTry>.Empty : Retries(transport.Options, transport.Time);
    }

    public Uri BaseUrl { get; }

    public PullOptions Options => _transport.Options;

    /// <summary>GETs an address, which may be relative to <see cref="BaseUrl"/>.</summary>
    public Task<PullAnswer> GetAsync(string url, CancellationToken cancellationToken) => SendAsync(new PullRequest(new Uri(BaseUrl, url)), cancellationToken);

    /// <exception cref="MisExportException">The address is on another host.</exception>
    public async Task<PullAnswer> SendAsync(PullRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PullUrl.IsSameHost(BaseUrl, request.Url))
        {
            throw new MisExportException(MisErrorCodes.PullNextHost, "The address is on another host than the MIS; nothing was fetched from there.");
        }

        var tried = await _retries.ExecuteAsync(
            static (state, token) => new ValueTask<PullTry>(state.This.TryAsync(state.Request, token)), (This: this, Request: request), cancellationToken);
        return tried.Answer;
    }

    private static ResiliencePipeline<PullTry> Retries(PullOptions options, TimeProvider time) => new ResiliencePipelineBuilder<PullTry> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<PullTry>
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is null && args.Outcome.Result.Answer.IsTransient),
            MaxRetryAttempts = options.MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = options.FirstDelay,
            MaxDelay = options.MaxDelay,
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result.RetryAfter is { } asked ? Clamp(asked, options.MaxDelay) : (TimeSpan?)null),
        })
        .Build();

    private static TimeSpan Clamp(TimeSpan asked, TimeSpan max) => asked < TimeSpan.Zero ? TimeSpan.Zero : asked > max ? max : asked;

    private async Task<PullTry> TryAsync(PullRequest request, CancellationToken cancellationToken)
    {
        var renewed = false;
        for (var redirects = 0; ;)
        {
            var tried = await AuthorisedAsync(request, cancellationToken);
            if (tried.Answer.Status is HttpStatusCode.Unauthorized && !renewed && _authoriser.Renew())
            {
                renewed = true;
            }
            else if (tried.Redirect is { } to && request.Content is null && redirects++ < Options.MaxRedirects)
            {
                request = request with { Url = to };
            }
            else
            {
                return tried;
            }
        }
    }

    private async Task<PullTry> AuthorisedAsync(PullRequest request, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        if (await _authoriser.AuthoriseAsync(message, cancellationToken) is { } failed)
        {
            return failed;
        }

        var tried = await _transport.SendOnceAsync(message, request.Expect, cancellationToken);
        return tried.Answer.Body is { } body && request.AskAgain?.Invoke(body) is true
            ? new PullTry(PullAnswer.Failed(PullFault.NotWhole, tried.Answer.Status))
            : tried;
    }

    private static HttpRequestMessage Message(PullRequest request)
    {
        var message = new HttpRequestMessage(request.Content is null ? HttpMethod.Get : HttpMethod.Post, request.Url);
        if (request.Content is { } content)
        {
            message.Content = new ReadOnlyMemoryContent(content);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        if (request.Expect is not PullBody.Any)
        {
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(request.Expect is PullBody.Json ? "application/json" : "application/xml"));
        }

        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
