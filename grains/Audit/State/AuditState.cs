using System.Collections.Immutable;

namespace Uso.Grains.Audit;

[GenerateSerializer, Alias("uso.state.audit")]
internal sealed class AuditState
{
    /// <summary>Oldest first.</summary>
    [Id(0)] public ImmutableArray<AuditEntry> Entries { get; set; } = [];

    /// <summary>The retention is over: whom the entries were about is gone.</summary>
    [Id(1)] public bool PeopleForgotten { get; set; }
}
