using Uso.Matching;
using Uso.Samples.Generator;

namespace Uso.Samples.Tests;

public sealed class PopulationTests
{
    [Fact]
    public void Generate_AnySize_GivesExactlySoManyPeople()
    {
        Assert.All((int[])[1, 999, 1_000, 12_345], people => Assert.Equal(people, Population.Generate(people, 1).Sum(s => s.Rows().Count())));
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSamePeople()
    {
        Assert.Equal(Population.Generate(3_000, 5).SelectMany(s => s.Rows()), Population.Generate(3_000, 5).SelectMany(s => s.Rows()));
        Assert.NotEqual(Population.Generate(1_000, 5).SelectMany(s => s.Rows()), Population.Generate(1_000, 6).SelectMany(s => s.Rows()));
    }

    [Fact]
    public void Generate_Upns_AreUniqueAndValid()
    {
        var upns = Population.Generate(20_000, 3).SelectMany(s => s.Pupils()).Select(r => r.Upn).OfType<string>().ToList();

        Assert.Equal(upns.Count, upns.Distinct().Count());
        Assert.All(upns, u => Assert.Equal(UpnStatus.Permanent, Upn.StatusOf(u)));
    }

    [Fact]
    public void Rows_NextRound_ChangesAFewPeopleAndKeepsTheirIds()
    {
        var school = Population.Generate(1_000, 3).Single();
        var before = school.Rows().ToDictionary(r => (r.Kind, r.MisId));
        var after = school.Rows(1).ToDictionary(r => (r.Kind, r.MisId));

        Assert.Equal(before.Count, after.Count);
        Assert.InRange(after.Keys.Except(before.Keys).Count(), 4, 8);
        Assert.InRange(after.Count(r => before.TryGetValue(r.Key, out var old) && old != r.Value), 2, 30);
        Assert.All(after.Where(r => before.ContainsKey(r.Key)), r => Assert.Equal(before[r.Key].Person, r.Value.Person));
    }

    [Fact]
    public void Pupils_Names_AreSpreadAsRealOnesAre()
    {
        var surnames = Population.Generate(50_000, 9).SelectMany(s => s.Pupils()).GroupBy(r => r.LastName).Select(g => g.Count()).OrderDescending().ToList();

        Assert.InRange(surnames[0] / 45_000.0, 0.005, 0.05);
        Assert.True(surnames.Count > 1_500);
    }
}
