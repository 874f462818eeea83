using Uso.Fakes.Isams;
using Uso.Samples.Generator;

namespace Uso.Mis.Contract.Fixtures;

/// <summary>iSAMS: a fake of the school's own host, and another school's.</summary>
public class IsamsFixture : PulledFixture
{
    private IsamsFake? _small;
    private IsamsFake? _large;

    public override string Code => "isams";

    public override ContractPromise Promise(ContractCase what) => what switch
    {
        ContractCase.WrongSchool => ContractPromise.ToldByPipeline("The API does not say whose data it is; the people in it do."),
        _ => base.Promise(what),
    };

    /// <summary>Teaching sets and their pupils.</summary>
    public override bool Shows(GroupKind group, PersonKind member) => group is GroupKind.Class && member is PersonKind.Pupil;

    public override void Serve(SchoolDay day, ContractFlaw flaw)
    {
        ArgumentNullException.ThrowIfNull(day);
        var fake = day.Pupils.Count > 100 ? _large! : _small!;
        Values["host"] = fake.Url;
        IsamsDataset.Fill(fake.School, day);
        Turn(fake.Faults, flaw, "students");
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var fake in new[] { _small, _large }.OfType<IsamsFake>())
        {
            await fake.DisposeAsync();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override async Task StartAsync()
    {
        _small = await IsamsFake.StartAsync(new IsamsFakeOptions { School = new IsamsSchool { Name = "Contract School" }, PageSize = 5 });
        _large = await IsamsFake.StartAsync(new IsamsFakeOptions { School = new IsamsSchool { Name = "Contract School" }, PageSize = 1000 });
        Values["clientId"] = "uso";
        Values["clientSecret"] = "fake-secret";
    }
}

/// <summary>Ed:gen: the same under another name.</summary>
public sealed class EdgenFixture : IsamsFixture
{
    public override string Code => "edgen";
}
