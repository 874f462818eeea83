using Uso.Fakes.Wonde;
using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>Wonde with one school in it.</summary>
internal sealed class SchoolAtWonde(SampleSchool school) : PulledMis<WondeFake>(school)
{
    private const string Token = "fake-token";

    public override Dictionary<string, string> Settings => new()
    {
        ["baseUrl"] = Fake.BaseUrl,
        ["schoolId"] = School.WondeId,
        ["token"] = Token,
    };

    public override void Show(SchoolDay day) => WondeDataset.Fill(Fake.Schools[0], day);

    protected override Task<WondeFake> OpenAsync(int port, CancellationToken stop) =>
        WondeFake.StartAsync(new WondeFakeOptions { Schools = [WondeDataset.New(School)], Tokens = [Token], PageSize = 250, Port = port }, stop);

    protected override Uri Address(WondeFake fake) => new(fake.BaseUrl);
}
