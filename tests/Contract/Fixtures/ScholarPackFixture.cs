using Uso.Fakes.ScholarPack;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>ScholarPack: a fake of the school, and one of another school; whose token it is decides whose data come.</summary>
public sealed class ScholarPackFixture : PulledFixture
{
    private ScholarPackFake? _own;
    private ScholarPackFake? _others;

    public override string Code => "scholarpack";

    public override void Serve(SchoolDay day, ContractFlaw flaw)
    {
        ArgumentNullException.ThrowIfNull(day);
        ScholarPackDataset.Fill(_own!.School, day);
        ScholarPackDataset.Fill(_others!.School, day);
        var asked = flaw is ContractFlaw.WrongSchool ? _others : _own;
        Values["baseUrl"] = asked.Url;
        Values["refreshToken"] = asked.RefreshToken!;
        Values["perPage"] = day.Pupils.Count > 100 ? "1000" : "5";
        Turn(_own.Faults, flaw, "students");
    }

    public override async ValueTask DisposeAsync()
    {
        await (_own?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_others?.DisposeAsync() ?? ValueTask.CompletedTask);
        await base.DisposeAsync();
    }

    protected override async Task StartAsync()
    {
        _own = await ScholarPackFake.StartAsync(new ScholarPackFakeOptions { School = SchoolOf(ContractSchool.Numbers), PageSize = 1000 });
        _others = await ScholarPackFake.StartAsync(new ScholarPackFakeOptions { School = SchoolOf(ContractSchool.Others), PageSize = 1000 });
        Values["clientId"] = "uso";
        Values["clientSecret"] = "fake-secret";
    }

    private static ScholarPackSchool SchoolOf(SchoolNumbers numbers) =>
        new() { Name = "Fictional", Urn = numbers.Urn, LaCode = numbers.LaCode, EstablishmentNumber = numbers.EstablishmentNumber };
}
