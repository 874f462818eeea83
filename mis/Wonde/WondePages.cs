using System.Net;
using System.Text.Json;

namespace Uso.Mis.Wonde;

/// <summary>Fetches all pages of a resource into the capture. What fails is recorded; other resources go on.</summary>
internal sealed class WondePages(WondeClient client, WondeConnection connection, WondeOptions options, WondeCaptureWriter writer)
{
    private int _pages;
    private int _records;

    public async Task<WondeManifestResource> FetchAsync(WondeResource resource, CancellationToken cancellationToken)
    {
        var url = new Uri(connection.BaseUrl, $"schools/{connection.SchoolId}/{resource.Name}?include={resource.Include}&per_page={connection.PerPage}");
        var visited = new HashSet<Uri>();
        while (true)
        {
            if (!visited.Add(url) || _pages == options.MaxPages)
            {
                return End(resource, MisErrorCodes.PageMissing, null);
            }

            var answer = await client.GetAsync(url, cancellationToken);
            if (answer.Body is null)
            {
                var refused = answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
                return End(resource, refused ? MisErrorCodes.PermissionMissing : MisErrorCodes.PageMissing, answer.Status);
            }

            if (!TryLook(answer.Body, out var records, out var more, out var next))
            {
                return End(resource, MisErrorCodes.PageMissing, answer.Status);
            }

            writer.WritePage(resource.Name, ++_pages, answer.Body);
            _records += records;
            if (next is null)
            {
                // "There is more", but not where: the paging did not come to its end.
                return End(resource, more ? MisErrorCodes.PageMissing : WondeManifest.Complete, null);
            }

            url = NextUrl(url, next);
        }
    }

    private static bool TryLook(byte[] body, out int records, out bool more, out string? next)
    {
        using var json = JsonDocument.Parse(body);
        records = 0;
        more = false;
        next = null;
        if (WondeCell.Find(json.RootElement, "data") is not { ValueKind: JsonValueKind.Array } data)
        {
            return false;
        }

        records = data.GetArrayLength();
        if (WondeCell.Find(json.RootElement, "meta", "pagination") is { ValueKind: JsonValueKind.Object } pagination)
        {
            more = WondeCell.Find(pagination, "more") is { ValueKind: JsonValueKind.True };
            next = WondeCell.Find(pagination, "next") is { ValueKind: JsonValueKind.String } link && link.GetString() is { Length: > 0 } text ? text : null;
        }

        return true;
    }

    private Uri NextUrl(Uri current, string next)
    {
        if (!Uri.TryCreate(current, next, out var url)
            || Uri.Compare(url, connection.BaseUrl, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0
            || url.UserInfo.Length > 0)
        {
            throw new MisExportException(MisErrorCodes.PullNextHost, "Wonde named a next page on another host; nothing was fetched from there.");
        }

        return url;
    }

    private WondeManifestResource End(WondeResource resource, string outcome, HttpStatusCode? status) =>
        new() { Name = resource.Name, Outcome = outcome, Pages = _pages, Records = _records, Status = (int?)status };
}
