using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.HandActionType)]
public enum HandActionType
{
    /// <summary>Case: this account is the person.</summary>
    Match,

    /// <summary>Case: nobody of these; make an account.</summary>
    Create,

    /// <summary>Case: never give this MIS person an account.</summary>
    Exclude,

    /// <summary>Bring an unallocated account back.</summary>
    Restore,

    /// <summary>Single account, asked for before the export has the person.</summary>
    Request,

    /// <summary>Take the exclusion back; the next export has the person matched again.</summary>
    Include,

    /// <summary>Two accounts are one person's: <see cref="HandAction.Username"/> stays, <see cref="HandAction.Retired"/> becomes a name for it.</summary>
    Merge,

    /// <summary>Take a merger back: <see cref="HandAction.Retired"/> is an account of its own again.</summary>
    Split,

    /// <summary>Case: keep it open, and say who looked.</summary>
    Leave,

    /// <summary>Take a decision back, and decide again or leave the case open.</summary>
    TakeBack,

    /// <summary>Take an account away: one that no export backs, or that of an excluded person.</summary>
    Unallocate,

    /// <summary>Keep an account that no export backs, until a day or until somebody decides otherwise.</summary>
    Keep,

    /// <summary>Set values over the MIS's.</summary>
    Override,

    /// <summary>Go back to what the MIS says: of the fields given, or of all.</summary>
    ClearOverride,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.HandAction)]
public sealed record HandAction
{
    [Id(0)] public required HandActionType Type { get; init; }
    [Id(1)] public required AccountKind Kind { get; init; }

    /// <summary>MIS id of the case, exclusion or unallocated person; null for a request.</summary>
    [Id(2)] public string? MisId { get; init; }

    /// <summary>Match, Restore: the account.</summary>
    [Id(3)] public string? Username { get; init; }

    /// <summary>Request: who.</summary>
    [Id(4)] public PersonIdentity? Identity { get; init; }

    /// <summary>Why; the note of who leaves a case open.</summary>
    [Id(5)] public string? Reason { get; init; }

    /// <summary>Merge, Split: the account that another one takes the place of.</summary>
    [Id(6)] public string? Retired { get; init; }

    /// <summary>The <see cref="RosterEntry.RunId"/> of the case as the person saw it; when it is another by now, nothing is decided. Null decides whatever it is.</summary>
    [Id(7)] public string? SeenVersion { get; init; }

    /// <summary>TakeBack: what is decided instead (Match, Create, Exclude); null opens the case again.</summary>
    [Id(8)] public HandActionType? Then { get; init; }

    /// <summary>Keep, Restore, Override: the last day; null for no end.</summary>
    [Id(9)] public DateOnly? Until { get; init; }

    /// <summary>Override: new values. ClearOverride: the fields, or none for all.</summary>
    [Id(10)] public ImmutableArray<FieldEdit> Fields { get; init; } = [];

    /// <summary>Request: when the person starts; null for at once.</summary>
    [Id(11)] public DateOnly? StartDate { get; init; }

    /// <summary>It joins accounts or parts them, which may be several schools': the LA's business, not the school's.</summary>
    public bool IsMerger() => Type is HandActionType.Merge or HandActionType.Split;
}
