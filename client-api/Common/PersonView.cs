using System.Collections.Immutable;

namespace Uso.ClientApi.Common;

/// <summary>One person of a school's roster, as its staff see them.</summary>
public sealed record PersonView
{
    /// <summary>Address of the person within the school: kind and MIS id.</summary>
    public required string Id { get; init; }
    public required AccountKind Kind { get; init; }
    public required string MisId { get; init; }
    public required RosterStatus Status { get; init; }
    public string? Username { get; init; }
    public required PersonIdentity Identity { get; init; }
    public string? YearGroup { get; init; }
    public string? RegistrationGroup { get; init; }
    public required bool IsFuture { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? MissingSince { get; init; }
    public string? MovedTo { get; init; }

    /// <summary>With another school: since when this one's export has had the person all the same.</summary>
    public DateOnly? ClaimedSince { get; init; }

    /// <summary>Other schools whose exports have the person too.</summary>
    public required ImmutableArray<string> AlsoClaimedBy { get; init; }

    /// <summary>How the pupil is registered here; null when the MIS does not say.</summary>
    public Enrolment? Enrolment { get; init; }

    /// <summary>In review: whom the person might be, best first, with how each field compares.</summary>
    public required ImmutableArray<CaseCandidate> Candidates { get; init; }
    public required string DecidedBy { get; init; }
    public required bool ByHand { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required string RunId { get; init; }

    /// <summary>MIS ids that the person had here before, the newest first.</summary>
    public required ImmutableArray<OldLink> OldLinks { get; init; }

    /// <summary>Who said that the person stays out, and why. With an account: it waits for somebody's decision.</summary>
    public ExclusionMark? Exclusion { get; init; }

    /// <summary>Who keeps the account although no export has the person, why, until when.</summary>
    public KeepMark? Keep { get; init; }

    /// <summary>Values set over the MIS's: what the MIS says since when, who, why, until when.</summary>
    public required ImmutableArray<FieldOverride> Overrides { get; init; }

    /// <summary>When the account was made here or moved here.</summary>
    public DateTimeOffset? Arrived { get; init; }

    internal static PersonView Of(RosterEntry entry) => new()
    {
        Id = PersonId.Format(entry.Kind, entry.MisId),
        Kind = entry.Kind,
        MisId = entry.MisId,
        Status = entry.Status,
        Username = entry.Username,
        Identity = entry.Identity,
        YearGroup = entry.YearGroup,
        RegistrationGroup = entry.RegistrationGroup,
        IsFuture = entry.IsFuture,
        StartDate = entry.StartDate,
        MissingSince = entry.MissingSince,
        MovedTo = entry.MovedTo,
        ClaimedSince = entry.ClaimedSince,
        AlsoClaimedBy = entry.AlsoClaimedBy,
        Enrolment = entry.Enrolment,
        Candidates = entry.Candidates,
        DecidedBy = entry.DecidedBy,
        ByHand = entry.ByHand,
        Since = entry.Since,
        RunId = entry.RunId,
        OldLinks = entry.OldLinks,
        Exclusion = entry.Exclusion,
        Keep = entry.Keep,
        Overrides = entry.Overrides,
        Arrived = entry.Arrived,
    };
}
