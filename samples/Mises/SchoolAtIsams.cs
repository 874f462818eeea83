using Uso.Fakes.Isams;
using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>The school's own iSAMS, or Ed:gen, which is the same under another name.</summary>
internal sealed class SchoolAtIsams(SampleSchool school) : PulledMis<IsamsFake>(school)
{
    private const string ClientSecret = "fake-secret";

    public override Dictionary<string, string> Settings => new()
    {
        ["host"] = Fake.Url,
        ["clientId"] = "uso",
        ["clientSecret"] = ClientSecret,
    };

    public override void Show(SchoolDay day) => IsamsDataset.Fill(Fake.School, day);

    protected override Task<IsamsFake> OpenAsync(int port, CancellationToken stop) =>
        IsamsFake.StartAsync(new IsamsFakeOptions { School = new IsamsSchool { Name = School.Name }, ClientSecret = ClientSecret, Port = port }, stop);

    protected override Uri Address(IsamsFake fake) => new(fake.Url);
}
