using Uso.Samples.Generator;
using Uso.Samples.Loading;

namespace Uso.Samples.Mises;

/// <summary>A school that sends files itself, under its licence key.</summary>
internal abstract class SchoolWithFiles(SampleSchool school) : PushedMis(school)
{
    public override byte[] Export(SchoolDay day)
    {
        using var export = new MemoryStream();
        Write(day, export);
        var bytes = export.ToArray();
        return day.Kind is ExportKind.Truncated ? bytes[..(bytes.Length * 6 / 10)] : bytes;
    }

    public override Task<(UploadReceipt? Receipt, string? Refused)> SendAsync(UsoClient uso, SchoolDay day, byte[] export, SchoolSecrets secrets, CancellationToken stop) =>
        uso.UploadAsync(School.Urn, export, FileName(day), secrets.LicenceKey, stop);

    protected abstract void Write(SchoolDay day, Stream export);
}

/// <summary>A school whose MIS is none that is known: plain CSV, in a zip.</summary>
internal sealed class SchoolWithPlainCsv(SampleSchool school) : SchoolWithFiles(school)
{
    public override string FileName(SchoolDay day) => $"{School.Urn}-csv.zip";

    protected override void Write(SchoolDay day, Stream export) => PlainCsvWriter.WriteExport(day, export);
}

/// <summary>A school whose system writes OneRoster.</summary>
internal sealed class SchoolWithOneRoster(SampleSchool school) : SchoolWithFiles(school)
{
    public override string FileName(SchoolDay day) => $"{School.Urn}-oneroster.zip";

    protected override void Write(SchoolDay day, Stream export) => OneRosterWriter.WriteExport(day, export);
}
