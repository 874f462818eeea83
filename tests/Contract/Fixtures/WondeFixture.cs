using Uso.Fakes.Wonde;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Wonde: a fake with the school and another one.</summary>
public sealed class WondeFixture : PulledFixture
{
    private WondeFake? _fake;

    public override string Code => "wonde";

    public override void Serve(SchoolDay day, ContractFlaw flaw)
    {
        ArgumentNullException.ThrowIfNull(day);
        foreach (var school in _fake!.Schools)
        {
            WondeDataset.Fill(school, day);
        }

        Values["schoolId"] = flaw is ContractFlaw.WrongSchool ? "A2" : "A1";
        Values["perPage"] = day.Pupils.Count > 100 ? "1000" : "5";
        Turn(_fake.Faults, flaw, "students");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        _fake = await WondeFake.StartAsync(new WondeFakeOptions
        {
            Schools =
            [
                new WondeSchool { Id = "A1", Name = "Own", Urn = ContractSchool.Numbers.Urn },
                new WondeSchool { Id = "A2", Name = "Others", Urn = ContractSchool.Others.Urn },
            ],
            PageSize = 1000,
        });
        Values["baseUrl"] = _fake.BaseUrl;
        Values["token"] = "fake-token";
    }
}
