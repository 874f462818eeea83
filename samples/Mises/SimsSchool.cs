using Uso.Samples.Generator;
using Uso.Samples.Loading;

namespace Uso.Samples.Mises;

/// <summary>SIMS: the agent at the school sends a zip.</summary>
internal sealed class SimsSchool(SampleSchool school) : PushedMis(school)
{
    public override string FileName(SchoolDay day) => SimsWriter.FileName(day);

    public override byte[] Export(SchoolDay day)
    {
        using var export = new MemoryStream();
        SimsWriter.WriteExport(day, export);
        return export.ToArray();
    }

    public override Task<(UploadReceipt? Receipt, string? Refused)> SendAsync(UsoClient uso, SchoolDay day, byte[] export, SchoolSecrets secrets, CancellationToken stop) =>
        uso.UploadAsync(School.Urn, export, FileName(day), secrets.LicenceKey, stop);
}
