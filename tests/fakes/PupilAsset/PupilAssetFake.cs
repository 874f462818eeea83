using System.Text.Json.Nodes;

namespace Uso.Fakes.PupilAsset;

/// <summary>A fake of Pupil Asset in the wire format that is ours: a token, an approval for each school, pages with totals.</summary>
public sealed class PupilAssetFake(PupilAssetFakeOptions options) : RecordServer("/v1/schools/", options.Schools)
{
    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<PupilAssetFake> StartAsync(PupilAssetFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new PupilAssetFake(options) { PageSize = options.PageSize };
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override bool IsSigned(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Authorization == $"Bearer {options.Token}";
    }

    protected override Task SchoolAsync(HttpContext context, RecordSchool school)
    {
        ArgumentNullException.ThrowIfNull(school);
        var text = Numbers(school);
        text["schoolReference"] = school.Id;
        text["approval"] = school.Granted ? "approved" : "pending";
        return WritePageAsync(context, text.ToJsonString());
    }

    protected override JsonNode Page(string resource, JsonArray records, int page, int pages, int total) =>
        new JsonObject { ["page"] = page, ["pages"] = pages, ["total"] = total, ["records"] = records };
}

/// <summary>How to start the fake.</summary>
public sealed record PupilAssetFakeOptions
{
    public required IReadOnlyList<RecordSchool> Schools { get; init; }
    public string Token { get; init; } = "fake-token";

    /// <summary>Records of a page.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }
}
