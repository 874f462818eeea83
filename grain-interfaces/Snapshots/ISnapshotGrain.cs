using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// The export of one LA to one consumer: versions, each an ordered list of per-school segments addressed by content hash. Key: <c>{la}/{consumer}</c>.
/// A school without its head's release is in no version handed out after the switch.
/// </summary>
[Alias(TypeAliases.SnapshotGrain)]
public interface ISnapshotGrain : IGrainWithStringKey
{
    /// <summary>Builds a new version if anything changed; a school whose roster and details did not change costs nothing. Answers the newest version.</summary>
    Task<SnapshotManifest> BuildAsync();

    /// <summary>
    /// The newest version, after dropping every school that is no longer released. Errors: snapshot-not-built.
    /// </summary>
    Task<Outcome<SnapshotManifest>> GetLatestAsync();

    /// <summary>
    /// What the newest version, after dropping every school that is no longer released, changes against an older one that is still kept.
    /// Errors: snapshot-not-built, snapshot-version-gone.
    /// </summary>
    Task<Outcome<SnapshotDelta>> GetDeltaAsync(long since);

    /// <summary>Versions kept, newest first.</summary>
    [ReadOnly]
    Task<ImmutableArray<SnapshotVersion>> GetVersionsAsync();
}

[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotManifest)]
public sealed record SnapshotManifest
{
    [Id(0)] public required string LaCode { get; init; }
    [Id(1)] public required string Consumer { get; init; }

    /// <summary>From 1, by one.</summary>
    [Id(2)] public required long Version { get; init; }

    /// <summary>Hash of the segments' hashes: equal means equal content. Not quoted.</summary>
    [Id(3)] public required string ContentHash { get; init; }
    [Id(4)] public required DateTimeOffset BuiltAt { get; init; }

    /// <summary>Ordered by URN.</summary>
    [Id(5)] public required ImmutableArray<SnapshotSegment> Segments { get; init; }

    /// <summary>Schools of the LA that are not in it because their head has not released them.</summary>
    [Id(6)] public required ImmutableArray<string> NotReleased { get; init; }
}

/// <summary>One school's part of a snapshot.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotSegment)]
public sealed record SnapshotSegment
{
    [Id(0)] public required string Urn { get; init; }

    /// <summary>Blob of the rows as NDJSON, one <see cref="SnapshotRow"/> a line, ordered by username.</summary>
    [Id(1)] public required string Sha256 { get; init; }
    [Id(2)] public required int Rows { get; init; }

    /// <summary>What it was made from.</summary>
    [Id(3)] public required long RosterVersion { get; init; }
    [Id(4)] public required string DetailsHash { get; init; }

    /// <summary>The same rows as CSV without a header.</summary>
    [Id(5)] public required string CsvSha256 { get; init; }

    /// <summary>The next day on which a future starter of the school comes in; null when none is waiting.</summary>
    [Id(6)] public DateOnly? RebuildOn { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotVersion)]
public sealed record SnapshotVersion
{
    [Id(0)] public required long Version { get; init; }
    [Id(1)] public required DateTimeOffset BuiltAt { get; init; }
    [Id(2)] public required string ContentHash { get; init; }
    [Id(3)] public required int Rows { get; init; }
    [Id(4)] public required int Schools { get; init; }

    /// <summary>Blob of the segments as NDJSON; null in old data: no delta can be made from that version.</summary>
    [Id(5)] public string? SegmentsSha256 { get; init; }
}

/// <summary>How a version differs from an older one.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotDelta)]
public sealed record SnapshotDelta
{
    [Id(0)] public required long Since { get; init; }
    [Id(1)] public required long Version { get; init; }

    /// <summary>Schools whose part differs, ordered by URN; none when the versions are the same.</summary>
    [Id(2)] public required ImmutableArray<SnapshotSegmentChange> Changes { get; init; }
}

/// <summary>One school's part before and after; null on the side where it is not.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotSegmentChange)]
public sealed record SnapshotSegmentChange
{
    [Id(0)] public SnapshotSegment? Before { get; init; }
    [Id(1)] public SnapshotSegment? After { get; init; }
}

/// <summary>Everything that a consumer gets about a person. Never a password, hash or secret.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SnapshotRow)]
public sealed record SnapshotRow
{
    [Id(0)] public required string Username { get; init; }
    [Id(1)] public required string FirstName { get; init; }
    [Id(2)] public required string LastName { get; init; }
    [Id(3)] public string? Upn { get; init; }
    [Id(4)] public DateOnly? DateOfBirth { get; init; }
    [Id(5)] public required AccountKind Kind { get; init; }
    [Id(6)] public required string SchoolUrn { get; init; }
    [Id(7)] public required string SchoolDfeNumber { get; init; }
    [Id(8)] public required string SchoolName { get; init; }

    /// <summary>Usernames that the consumer may know the person by, separated by blanks: those accounts were found to be this one. Null when there are none.</summary>
    [Id(9)] public string? PreviousUsernames { get; init; }
}
