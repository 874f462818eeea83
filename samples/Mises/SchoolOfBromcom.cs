using Uso.Fakes.Bromcom;
using Uso.Samples.Generator;
using Uso.Samples.Loading;

namespace Uso.Samples.Mises;

/// <summary>Bromcom, which sends the school's data to the Generic API itself.</summary>
internal sealed class SchoolOfBromcom(SampleSchool school) : PushedMis(school)
{
    public override bool IsSupplier => true;

    public override string FileName(SchoolDay day) => $"{School.Urn}.json";

    public override byte[] Export(SchoolDay day)
    {
        var bromcom = BromcomDataset.New(School);
        BromcomDataset.Fill(bromcom, day);
        return new BromcomPush(bromcom).Json(new DateTimeOffset(day.ExportedAt, TimeSpan.Zero));
    }

    public override Task<(UploadReceipt? Receipt, string? Refused)> SendAsync(UsoClient uso, SchoolDay day, byte[] export, SchoolSecrets secrets, CancellationToken stop) =>
        uso.SupplyAsync(School.Urn, export, secrets, stop);
}
