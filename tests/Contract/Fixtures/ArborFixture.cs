using Uso.Fakes.Arbor;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>Arbor: a fake of the school's own host, and one of another school's.</summary>
public sealed class ArborFixture : PulledFixture
{
    private ArborFake? _own;
    private ArborFake? _others;

    public override string Code => "arbor";

    public override void Serve(SchoolDay day, ContractFlaw flaw)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArborDataset.Fill(_own!.School, day);
        ArborDataset.Fill(_others!.School, day);
        Values["baseUrl"] = flaw is ContractFlaw.WrongSchool ? _others.Url : _own.Url;
        Values["pageSize"] = day.Pupils.Count > 100 ? "3000" : "5";
        Turn(_own.Faults, flaw, "Student", middle: 1);
    }

    public override async ValueTask DisposeAsync()
    {
        await (_own?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_others?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        _own = await ArborFake.StartAsync(new ArborFakeOptions { School = SchoolOf(ContractSchool.Numbers) });
        _others = await ArborFake.StartAsync(new ArborFakeOptions { School = SchoolOf(ContractSchool.Others) });
        Values["userName"] = "uso";
        Values["password"] = "fake-password";
    }

    private static ArborSchool SchoolOf(SchoolNumbers numbers) =>
        new() { Name = "Fictional", Urn = numbers.Urn, LaCode = numbers.LaCode, EstablishmentNumber = numbers.EstablishmentNumber };
}
