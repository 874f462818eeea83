using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Uso.Samples.Loading;

/// <summary>Something that must not happen in the sample did; the message is for the person at the terminal.</summary>
internal sealed class SampleException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The service as its clients see it: HTTP and nothing else.</summary>
internal sealed class UsoClient(Uri url) : IDisposable
{
    private const int WaitSeconds = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new() { BaseAddress = url, Timeout = TimeSpan.FromMinutes(5) };

    public Uri Url => url;

    public Task PutAsync(string path, object body, string token, CancellationToken stop) =>
        SendAsync<object>(HttpMethod.Put, path, body, token, stop);

    public Task<T> PostAsync<T>(string path, object? body, string token, CancellationToken stop) =>
        SendAsync<T>(HttpMethod.Post, path, body, token, stop);

    public Task<T> GetAsync<T>(string path, string token, CancellationToken stop) => SendAsync<T>(HttpMethod.Get, path, null, token, stop);

    /// <summary>Sends an export as an agent does. The problem's code when the service refuses it.</summary>
    public Task<(UploadReceipt? Receipt, string? Refused)> UploadAsync(string urn, byte[] export, string fileName, string licenceKey, CancellationToken stop) =>
        SendExportAsync($"api/schools/{urn}/uploads", export, "application/zip", [("X-File-Name", fileName)], licenceKey, stop);

    /// <summary>Sends an export as a MIS does that sends by itself.</summary>
    public Task<(UploadReceipt? Receipt, string? Refused)> SupplyAsync(string urn, byte[] export, SchoolSecrets secrets, CancellationToken stop) => SendExportAsync(
        $"api/schools/{urn}/generic-api/v1/exports",
        export,
        "application/json",
        [("X-Supplier-Id", secrets.Supplier!.SupplierId), ("X-Supplier-Password", secrets.Supplier.SupplierPassword)],
        secrets.LicenceKey,
        stop);

    /// <summary>Starts a run, or finds the one that the same operation id started, and waits for it to come to rest.</summary>
    public async Task<RunState> RunAsync(string urn, string operationId, string? uploadId, string token, CancellationToken stop)
    {
        var started = await PostAsync<RunStarted>($"api/schools/{urn}/runs", new { operationId, dryRun = false, uploadId }, token, stop);
        return await RestAsync(urn, started.RunId, token, stop);
    }

    /// <summary>Applies a dry run as it was shown, as the person does who looked at it, and waits.</summary>
    public async Task<RunState> PromoteAsync(string urn, string runId, string token, CancellationToken stop)
    {
        await PostAsync<RunStarted>($"api/schools/{urn}/runs/{runId}/promote", new { }, token, stop);
        return await RestAsync(urn, runId, token, stop);
    }

    private async Task<RunState> RestAsync(string urn, string runId, string token, CancellationToken stop)
    {
        while (true)
        {
            var run = await GetAsync<RunState>($"api/schools/{urn}/runs/{runId}?wait={WaitSeconds}", token, stop);
            if (run.AtRest)
            {
                return run;
            }
        }
    }

    /// <summary>Everybody on a school's roster.</summary>
    public async Task<List<RosterUser>> UsersAsync(string urn, string token, CancellationToken stop)
    {
        var users = new List<RosterUser>();
        while (true)
        {
            var page = await GetAsync<Page<RosterUser>>($"api/schools/{urn}/users?skip={users.Count}&take=500", token, stop);
            users.AddRange(page.Items);
            if (page.Items.Count == 0 || users.Count >= page.Total)
            {
                return users;
            }
        }
    }

    /// <summary>The newest snapshot as CSV, as the LMS collects it.</summary>
    public async Task<byte[]> SnapshotAsync(string la, string consumer, string token, CancellationToken stop)
    {
        using var response = await RawAsync(HttpMethod.Get, $"api/local-authorities/{la}/snapshots/{consumer}/latest", () => null, token, stop, accept: "text/csv");
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(stop)
            : throw await FailedAsync(response, "the snapshot", stop);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(UploadReceipt? Receipt, string? Refused)> SendExportAsync(
        string path, byte[] export, string type, (string Name, string Value)[] headers, string licenceKey, CancellationToken stop)
    {
        using var response = await RawAsync(HttpMethod.Post, path, Content, licenceKey, stop);
        if (response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            var problem = await response.Content.ReadFromJsonAsync<ProblemBody>(Wire.Json, stop);
            return (null, problem?.Code ?? "refused");
        }

        return (await ReadAsync<UploadReceipt>(response, "the upload", stop), null);

        HttpContent Content()
        {
            var content = new ByteArrayContent(export);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            foreach (var (name, value) in headers)
            {
                content.Headers.Add(name, value);
            }

            return content;
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string what, CancellationToken stop)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await FailedAsync(response, what, stop);
        }

        if (typeof(T) == typeof(object) || response.StatusCode == HttpStatusCode.NoContent)
        {
            return default!;
        }

        return await response.Content.ReadFromJsonAsync<T>(Wire.Json, stop) ?? throw new SampleException($"{what} was answered with nothing.");
    }

    private static async Task<SampleException> FailedAsync(HttpResponseMessage response, string what, CancellationToken stop)
    {
        var text = await response.Content.ReadAsStringAsync(stop);
        return new SampleException($"{what} was answered {(int)response.StatusCode}: {(text.Length > 500 ? text[..500] : text)}");
    }

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, string token, CancellationToken stop)
    {
        using var response = await RawAsync(method, path, () => body is null ? null : JsonContent.Create(body, options: Wire.Json), token, stop);
        return await ReadAsync<T>(response, $"{method} {path}", stop);
    }

    /// <summary>
    /// Sends, and sends again as long as the answer is 503 with a time to come back, as when a silo has just died. All that the loader sends may be repeated:
    /// PUTs, the same bytes, the same operation id; of a token or licence key made twice, the one that was answered counts.
    /// </summary>
    private async Task<HttpResponseMessage> RawAsync(
        HttpMethod method, string path, Func<HttpContent?> content, string token, CancellationToken stop, string? accept = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var response = await OnceAsync(method, path, content, token, accept, stop);
            if (response is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } pause } || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(pause, stop);
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(
        HttpMethod method, string path, Func<HttpContent?> content, string token, string? accept, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        try
        {
            return await _http.SendAsync(request, stop);
        }
        catch (HttpRequestException broken)
        {
            throw new SampleException($"The service does not answer at {url}: {broken.Message}", broken);
        }
    }
}
