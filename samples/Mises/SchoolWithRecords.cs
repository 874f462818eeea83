using Uso.Fakes;
using Uso.Fakes.Integris;
using Uso.Fakes.PupilAsset;
using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>A MIS whose records are plain JSON in numbered pages.</summary>
internal abstract class SchoolWithRecords(SampleSchool school) : PulledMis<RecordServer>(school)
{
    public override void Show(SchoolDay day) => RecordDataset.Fill(Fake.Schools[0], day);

    protected override Uri Address(RecordServer fake) => new(fake.Url);

    /// <summary>The school, with nothing in it yet.</summary>
    protected RecordSchool New() => new()
    {
        Id = School.EstablishmentNumber,
        Name = School.Name,
        Urn = School.Urn,
        LaCode = Northmoor.LaCode,
        EstablishmentNumber = School.EstablishmentNumber,
    };
}

/// <summary>Integris, which the school has granted access in Datashare.</summary>
internal sealed class SchoolAtIntegris(SampleSchool school) : SchoolWithRecords(school)
{
    public override Dictionary<string, string> Settings => new()
    {
        ["baseUrl"] = Fake.Url,
        ["establishmentId"] = School.EstablishmentNumber,
        ["keyId"] = "uso",
        ["secret"] = "fake-secret",
    };

    protected override async Task<RecordServer> OpenAsync(int port, CancellationToken stop) =>
        await IntegrisFake.StartAsync(new IntegrisFakeOptions { Schools = [New()], Port = port }, stop);
}

/// <summary>Pupil Asset, where the school has approved.</summary>
internal sealed class SchoolAtPupilAsset(SampleSchool school) : SchoolWithRecords(school)
{
    public override Dictionary<string, string> Settings => new()
    {
        ["baseUrl"] = Fake.Url,
        ["schoolReference"] = School.EstablishmentNumber,
        ["token"] = "fake-token",
    };

    protected override async Task<RecordServer> OpenAsync(int port, CancellationToken stop) =>
        await PupilAssetFake.StartAsync(new PupilAssetFakeOptions { Schools = [New()], Port = port }, stop);
}
