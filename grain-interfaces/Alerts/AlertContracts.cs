using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>Days on which schools are closed, both included.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Closure)]
public sealed record Closure
{
    [Id(0)] public required DateOnly From { get; init; }
    [Id(1)] public required DateOnly Until { get; init; }
}

/// <summary>What an LA wants to be told, and how.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SetAlerts)]
public sealed record SetAlerts
{
    /// <summary>Null: no webhook. An https address of a public host.</summary>
    [Id(0)] public string? WebhookUrl { get; init; }

    /// <summary>Signs what the webhook is sent, 16 to 200 characters; kept encrypted, never shown. Null keeps the one there is.</summary>
    [Id(1)] public string? WebhookSecret { get; init; }

    /// <summary>At most 10 addresses.</summary>
    [Id(2)] public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>School days without an export before it is said, 1 to 30.</summary>
    [Id(3)] public int NoExportDays { get; init; } = 3;

    /// <summary>Hours a run may take, or be overdue, 1 to 24.</summary>
    [Id(4)] public int LateAfterHours { get; init; } = 3;

    /// <summary>How far the number of rows may be from the median of the nights before, 5 to 90.</summary>
    [Id(5)] public int OffTrendPercent { get; init; } = 20;

    /// <summary>Days before a MIS credential ends, 1 to 90.</summary>
    [Id(6)] public int CredentialDays { get; init; } = 14;

    /// <summary>Holidays; Saturdays and Sundays are no school days anyway.</summary>
    [Id(7)] public ImmutableArray<Closure> Closures { get; init; } = [];
}

/// <summary>Settings, what is being said, and what is on its way. No secret and no personal data of pupils or staff is ever in it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.AlertOverview)]
public sealed record AlertOverview
{
    /// <summary>Null: nobody asked to be told anything. Its secret is always null.</summary>
    [Id(0)] public SetAlerts? Settings { get; init; }
    [Id(1)] public required bool HasWebhookSecret { get; init; }

    /// <summary>What was said and is not over.</summary>
    [Id(2)] public required ImmutableArray<RaisedAlert> Open { get; init; }

    /// <summary>What could not be delivered yet.</summary>
    [Id(3)] public required ImmutableArray<PendingDelivery> Outbox { get; init; }
    [Id(4)] public DateTimeOffset? CheckedAt { get; init; }
    [Id(5)] public DateTimeOffset? NextCheck { get; init; }
}

/// <summary>One thing about one school.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RaisedAlert)]
public sealed record RaisedAlert
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required string School { get; init; }

    /// <summary>Stable: no-export, late-run, run-failed, export-refused, run-held, counts-off-trend, credential-expires.</summary>
    [Id(2)] public required string Code { get; init; }

    /// <summary>A sentence; no personal data.</summary>
    [Id(3)] public required string Detail { get; init; }

    /// <summary>When it was said.</summary>
    [Id(4)] public required DateTimeOffset At { get; init; }
}

/// <summary>A message that has not arrived yet.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.PendingDelivery)]
public sealed record PendingDelivery
{
    [Id(0)] public required string Id { get; init; }

    /// <summary>webhook or email.</summary>
    [Id(1)] public required string Channel { get; init; }
    [Id(2)] public required int Alerts { get; init; }
    [Id(3)] public required int Attempts { get; init; }
    [Id(4)] public required DateTimeOffset NextAttempt { get; init; }

    /// <summary>Stable code of the last failure.</summary>
    [Id(5)] public string? LastError { get; init; }

    /// <summary>It is not tried again.</summary>
    [Id(6)] public required bool GivenUp { get; init; }
}
