using Uso.Fakes.Arbor;
using Uso.Samples.Generator;

namespace Uso.Samples.Mises;

/// <summary>The school's own Arbor, which has approved the application.</summary>
internal sealed class SchoolAtArbor(SampleSchool school) : PulledMis<ArborFake>(school)
{
    private const string Password = "fake-password";

    public override Dictionary<string, string> Settings => new()
    {
        ["baseUrl"] = Fake.Url,
        ["approvalUrl"] = Fake.Url + "/approve",
        ["userName"] = "uso",
        ["password"] = Password,
    };

    public override void Show(SchoolDay day)
    {
        // A fake that was started again knows no changes of before: a day's revisions are the day's, whenever it is shown.
        Fake.School.Revision = 1000 * day.Day;
        ArborDataset.Fill(Fake.School, day);
    }

    protected override Task<ArborFake> OpenAsync(int port, CancellationToken stop) =>
        ArborFake.StartAsync(new ArborFakeOptions { School = ArborDataset.New(School, Northmoor.LaCode), Password = Password, Port = port }, stop);

    protected override Uri Address(ArborFake fake) => new(fake.Url);
}
