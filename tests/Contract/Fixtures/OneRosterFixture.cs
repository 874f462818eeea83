using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>OneRoster 1.2 CSV: bulk archives.</summary>
public sealed class OneRosterFixture : PushedFixture
{
    public override string Code => "oneroster";

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        // roles.csv has the pupils whom users.csv lacks.
        ContractCase.Empty or ContractCase.LostPermission => ContractPromise.NotComplete(MisErrorCodes.CountMismatch),
        _ => base.Promise(what),
    };

    public override ContractExport Export(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        ArgumentNullException.ThrowIfNull(day);
        using var bytes = new MemoryStream();
        OneRosterWriter.WriteExport(FileExport.Flawed(day, flaw, accepted), bytes, flaw is ContractFlaw.Empty or ContractFlaw.LostPermission ? _ => true : null);
        var whole = bytes.ToArray();
        return new ContractExport(flaw switch { ContractFlaw.Outage => [], ContractFlaw.Truncated => whole[..(whole.Length / 2)], _ => whole }, "oneroster.zip");
    }
}
