using Uso.Fakes;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>A MIS whose records are plain JSON in numbered pages: a fake with the school and another one.</summary>
/// <param name="schoolSetting">The setting that has the school's id.</param>
public abstract class RecordFixture(string schoolSetting) : PulledFixture
{
    private const string Own = "4123";
    private const string Other = "4777";
    private RecordServer? _fake;

    public override void Serve(SchoolDay day, ContractFlaw flaw)
    {
        ArgumentNullException.ThrowIfNull(day);
        foreach (var school in _fake!.Schools)
        {
            RecordDataset.Fill(school, day);
        }

        _fake.PageSize = day.Pupils.Count > 100 ? 1000 : 5;
        Values[schoolSetting] = flaw is ContractFlaw.WrongSchool ? Other : Own;
        Turn(_fake.Faults, flaw, "students");
    }

    public override async ValueTask DisposeAsync()
    {
        if (_fake is not null)
        {
            await _fake.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task StartAsync()
    {
        _fake = await StartAsync([SchoolOf(Own, ContractSchool.Numbers), SchoolOf(Other, ContractSchool.Others)]);
        Values["baseUrl"] = _fake.Url;
    }

    /// <summary>Starts the fake and puts the credentials into <see cref="PulledFixture.Values"/>.</summary>
    protected abstract Task<RecordServer> StartAsync(IReadOnlyList<RecordSchool> schools);

    private static RecordSchool SchoolOf(string id, SchoolNumbers numbers) =>
        new() { Id = id, Name = "Contract School", Urn = numbers.Urn, LaCode = numbers.LaCode, EstablishmentNumber = numbers.EstablishmentNumber };
}
