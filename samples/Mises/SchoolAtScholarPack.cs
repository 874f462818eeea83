using Uso.Fakes.ScholarPack;
using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>ScholarPack with one school, which has approved. Its refresh token stays, so that the fake can be started again.</summary>
internal sealed class SchoolAtScholarPack(SampleSchool school) : PulledMis<ScholarPackFake>(school)
{
    private const string RefreshToken = "fake-refresh-token";
    private const string ClientSecret = "fake-secret";

    public override Dictionary<string, string> Settings => new()
    {
        ["baseUrl"] = Fake.Url,
        ["clientId"] = "uso",
        ["clientSecret"] = ClientSecret,
        ["refreshToken"] = RefreshToken,
    };

    public override void Show(SchoolDay day) => ScholarPackDataset.Fill(Fake.School, day);

    protected override Task<ScholarPackFake> OpenAsync(int port, CancellationToken stop) => ScholarPackFake.StartAsync(
        new ScholarPackFakeOptions
        {
            School = ScholarPackDataset.New(School, Northmoor.LaCode),
            ClientSecret = ClientSecret,
            RefreshToken = RefreshToken,
            Rotates = false,
            Port = port,
        },
        stop);

    protected override Uri Address(ScholarPackFake fake) => new(fake.Url);
}
