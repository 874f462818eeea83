using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>Groups and classes of SIMS.</summary>
internal sealed class SimsGroupMapper(RowValues row, Report report) : GroupMemberMapper(row, report)
{
    protected override bool TryKeys(out string group, out string? person) => SimsKey.TrySplit(Row.Key!, out group, out person);
}
