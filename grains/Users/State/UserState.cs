using System.Collections.Immutable;

namespace Uso.Grains.Users;

[GenerateSerializer, Alias("uso.state.user")]
internal sealed class UserState
{
    [Id(0)] public AccountKind Kind { get; set; }

    /// <summary>Null: the username was never claimed.</summary>
    [Id(1)] public PersonIdentity? Identity { get; set; }
    [Id(2)] public bool IsFuture { get; set; }

    /// <summary>The link that claimed the username: the same link is always the same account.</summary>
    [Id(3)] public MisLink? ClaimedBy { get; set; }
    [Id(4)] public ImmutableArray<Membership> Memberships { get; set; } = [];
    [Id(5)] public DateTimeOffset CreatedAt { get; set; }
    [Id(6)] public DateTimeOffset MovedOrCreatedAt { get; set; }

    /// <summary>Oldest first.</summary>
    [Id(7)] public ImmutableArray<UserEvent> Events { get; set; } = [];

    /// <summary>Null until the first change after the claim.</summary>
    [Id(8)] public OperationLog? Operations { get; set; }

    /// <summary>The account that took this one's place, and the run that did it. Null in old data: an account of its own.</summary>
    [Id(9)] public string? MergedInto { get; set; }
    [Id(10)] public string? MergedBy { get; set; }

    /// <summary>Accounts merged into this one, oldest first; purged: until they are erased too. Empty in old data: none.</summary>
    [Id(11)] public ImmutableArray<string> PreviousUsernames { get; set; } = [];

    /// <summary>Future: the first day. Null in old data: a run says when.</summary>
    [Id(12)] public DateOnly? StartDate { get; set; }

    /// <summary>Values set over the MIS's; <see cref="Identity"/> has them.</summary>
    [Id(13)] public ImmutableArray<FieldOverride> Overrides { get; set; } = [];

    /// <summary>Purged: when, and by which school's run. Nothing else is left but the kind, and the UPN until it is released.</summary>
    [Id(14)] public DateTimeOffset? PurgedAt { get; set; }
    [Id(15)] public string? PurgedBy { get; set; }
    [Id(16)] public string? UpnToFree { get; set; }
}
