using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Plain CSV under the names that need no mapping.</summary>
public sealed class CsvFixture : PushedFixture
{
    public override string Code => "csv";

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        // The last line, which counts the rows, is not there.
        ContractCase.Truncated => ContractPromise.NotComplete(MisErrorCodes.ReportTruncated),

        // What its user may not see, a MIS leaves out of the file.
        ContractCase.LostPermission => ContractPromise.NotComplete(MisErrorCodes.ReportEmpty),
        _ => base.Promise(what),
    };

    public override ContractExport Export(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        ArgumentNullException.ThrowIfNull(day);
        day = FileExport.Flawed(day, flaw, accepted);
        if (flaw is ContractFlaw.Empty or ContractFlaw.LostPermission)
        {
            day = day with { Pupils = [] };
        }

        using var bytes = new MemoryStream();
        PlainCsvWriter.WriteExport(day, bytes, flaw is ContractFlaw.Truncated ? (report, file) => report is Report.Students ? file[..(file.Length * 6 / 10)] : file : null);
        return new ContractExport(flaw is ContractFlaw.Outage ? [] : bytes.ToArray(), "export.zip");
    }
}
