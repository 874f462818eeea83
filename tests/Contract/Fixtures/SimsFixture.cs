using System.IO.Compression;
using System.Text;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>SIMS: the agent sends a zip with a file for each report.</summary>
public sealed class SimsFixture : PushedFixture
{
    public override string Code => "sims";

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        // CommandReporter prints an error file in place of the report.
        ContractCase.LostPermission => ContractPromise.Refused(MisErrorCodes.ExportErrorFile),
        _ => base.Promise(what),
    };

    public override ContractExport Export(SchoolDay day, ContractFlaw flaw, IReadOnlySet<Report> accepted)
    {
        ArgumentNullException.ThrowIfNull(day);
        day = day with { School = day.School with { Reports = [.. accepted] } };
        var pupils = day.Pupils.Count;
        day = flaw switch
        {
            ContractFlaw.Truncated => day with { Kind = ExportKind.Truncated },
            ContractFlaw.Empty => day with { Pupils = [] },
            ContractFlaw.PageMissing => day with { Pupils = [.. day.Pupils.Where((_, i) => i < pupils / 2 || i >= pupils * 3 / 4)] },
            _ => day,
        };
        if (flaw is ContractFlaw.Outage)
        {
            return new ContractExport([], SimsWriter.FileName(day));
        }

        using var bytes = new MemoryStream();
        SimsWriter.WriteExport(day, bytes);
        if (flaw is ContractFlaw.LostPermission)
        {
            Replace(bytes, "Students.xml", "<CommandReporterError><Message>The user may not run this report.</Message></CommandReporterError>");
        }

        return new ContractExport(bytes.ToArray(), SimsWriter.FileName(day));
    }

    private static void Replace(MemoryStream archive, string name, string text)
    {
        using var zip = new ZipArchive(archive, ZipArchiveMode.Update, leaveOpen: true);
        zip.GetEntry(name)!.Delete();
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }
}
