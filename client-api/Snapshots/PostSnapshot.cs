using System.Collections.Immutable;

namespace Uso.ClientApi.Snapshots;

internal static class PostSnapshot
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("", HandleAsync)
        .WithName("PostSnapshot").WithSummary("Builds the snapshot now instead of tonight. Nothing changed means no new version.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<SnapshotSummary>, ProblemHttpResult>> HandleAsync(LaCode la, ConsumerId consumer, IGrainFactory grains) =>
        await ConsumerAccess.RefusalAsync(grains, la, consumer) is { } refusal
            ? refusal
            : TypedResults.Ok(SnapshotSummary.Of(await grains.Snapshot(new SnapshotKey(la, consumer)).BuildAsync()));
}

public sealed record SnapshotSummary
{
    public required string LaCode { get; init; }
    public required string Consumer { get; init; }
    public required long Version { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset BuiltAt { get; init; }
    public required int Rows { get; init; }

    /// <summary>Schools in it, with how many people of each.</summary>
    public required ImmutableArray<SnapshotSchool> Schools { get; init; }

    /// <summary>Schools of the LA that are not in it because their head has not released them.</summary>
    public required ImmutableArray<string> NotReleased { get; init; }

    internal static SnapshotSummary Of(SnapshotManifest manifest) => new()
    {
        LaCode = manifest.LaCode,
        Consumer = manifest.Consumer,
        Version = manifest.Version,
        ContentHash = manifest.ContentHash,
        BuiltAt = manifest.BuiltAt,
        Rows = manifest.Segments.Sum(segment => segment.Rows),
        Schools = [.. manifest.Segments.Select(segment => new SnapshotSchool(segment.Urn, segment.Rows))],
        NotReleased = manifest.NotReleased,
    };
}

public sealed record SnapshotSchool(string Urn, int Rows);
