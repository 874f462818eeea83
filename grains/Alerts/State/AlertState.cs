using System.Collections.Immutable;

namespace Uso.Grains.Alerts;

[GenerateSerializer, Alias("uso.state.alert")]
internal sealed class AlertState
{
    /// <summary>Without the secret. Null: nobody asked.</summary>
    [Id(0)] public SetAlerts? Settings { get; set; }

    /// <summary>Encrypted.</summary>
    [Id(1)] public string? ProtectedSecret { get; set; }

    /// <summary>What was said and is not over: it is not said again.</summary>
    [Id(2)] public ImmutableArray<RaisedAlert> Raised { get; set; } = [];

    /// <summary>Written together with what was raised, so that a kill loses neither.</summary>
    [Id(3)] public ImmutableArray<Delivery> Outbox { get; set; } = [];
    [Id(4)] public int DeliveriesEver { get; set; }
    [Id(5)] public DateTimeOffset? CheckedAt { get; set; }
    [Id(6)] public DateTimeOffset? NextCheck { get; set; }

    /// <summary>One message on its way to one receiver.</summary>
    [GenerateSerializer, Immutable, Alias("uso.state.alert-delivery")]
    internal sealed record Delivery
    {
        [Id(0)] public required string Id { get; init; }
        [Id(1)] public required string Channel { get; init; }
        [Id(2)] public required string Target { get; init; }
        [Id(3)] public required ImmutableArray<RaisedAlert> Alerts { get; init; }
        [Id(4)] public required DateTimeOffset CreatedAt { get; init; }
        [Id(5)] public int Attempts { get; init; }
        [Id(6)] public required DateTimeOffset NextAttempt { get; init; }
        [Id(7)] public string? LastError { get; init; }
        [Id(8)] public bool GivenUp { get; init; }
    }
}
