using System.Diagnostics.CodeAnalysis;
using Uso.Mis;

namespace Uso.ClientApi.Common;

/// <summary>Every MIS by its code.</summary>
internal sealed class MisLookup(IEnumerable<IMis> all)
{
    public IReadOnlyList<IMis> All { get; } = [.. all.OrderBy(mis => mis.Descriptor.Code, StringComparer.Ordinal)];

    public bool TryGet(string code, [NotNullWhen(true)] out IMis? mis)
    {
        mis = All.FirstOrDefault(candidate => candidate.Descriptor.Code == code);
        return mis is not null;
    }
}
