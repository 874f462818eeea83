using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Uso.Fakes.Integris;

/// <summary>
/// A fake of Integris' API: signed requests, a Datashare grant for each school, pages until an empty one. The signature is made from public clients; what a page says of itself
/// and the names of fields are not public and are guesses, the same as the reader's.
/// </summary>
public sealed partial class IntegrisFake(IntegrisFakeOptions options) : RecordServer("/v1/establishments/", options.Schools)
{
    // A request of another time is a replay.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<IntegrisFake> StartAsync(IntegrisFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new IntegrisFake(options) { PageSize = options.PageSize };
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override bool IsSigned(HttpRequest request)
    {
        var match = Signature().Match(request.Headers.Authorization.ToString());
        if (!match.Success || match.Groups["id"].Value != options.KeyId)
        {
            return false;
        }

        var time = long.Parse(match.Groups["ts"].Value, CultureInfo.InvariantCulture);
        var text = $"{request.Method}\n{match.Groups["ts"].Value}\n\n\n{request.Path}{request.QueryString}";
        var mac = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Secret), Encoding.UTF8.GetBytes(text)));
        return match.Groups["mac"].Value == mac && (options.Time is not { } clock || (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(time)).Duration() < Tolerance);
    }

    protected override async Task SchoolAsync(HttpContext context, RecordSchool school)
    {
        if (school.Granted)
        {
            await WritePageAsync(context, Numbers(school).ToJsonString());
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    protected override JsonNode Page(string resource, JsonArray records, int page, int pages, int total) => options.SaysLastPage
        ? new JsonObject { [resource] = records, ["page"] = page, ["totalPages"] = pages }
        : new JsonObject { [resource] = records };

    [GeneratedRegex("^Integris id=(?<id>[^ ]+) mac=(?<mac>[0-9a-f]{64}) md5=\"\" ts=(?<ts>[0-9]{13})$")]
    private static partial Regex Signature();
}

/// <summary>How to start the fake.</summary>
public sealed record IntegrisFakeOptions
{
    public required IReadOnlyList<RecordSchool> Schools { get; init; }
    public string KeyId { get; init; } = "uso";
    public string Secret { get; init; } = "fake-secret";

    /// <summary>Records of a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Whether a page says how many there are; otherwise an empty page comes after the last.</summary>
    public bool SaysLastPage { get; init; }

    /// <summary>Clock of the signatures; null: their time is not looked at.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
