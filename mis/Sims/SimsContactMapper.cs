using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>Contacts of SIMS.</summary>
internal sealed class SimsContactMapper(RowValues row, Report report) : ContactMapper(row, report)
{
    protected override bool TryKeys(out string contact, out string? pupil) => SimsKey.TrySplit(Row.Key!, out contact, out pupil);
}
