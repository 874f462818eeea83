using Uso.Matching;
using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Samples.Tests;

public sealed class SampleWorldTests
{
    private static readonly SampleWorld World = SampleWorld.Create();

    [Fact]
    public void Create_DefaultOptions_MakesTwelveSchoolsOfAboutSixThousandPupilsAndSevenHundredStaff()
    {
        var first = World.Days[0].Schools;

        Assert.Equal(12, first.Count);
        Assert.Equal(first.Select(s => s.School.Urn).Order(StringComparer.Ordinal), first.Select(s => s.School.Urn));
        Assert.InRange(first.Sum(s => s.Pupils.Count), 5_900, 6_100);
        Assert.InRange(first.Sum(s => s.Staff.Count), 680, 760);
        Assert.Equal(7, first.Select(s => s.School.Phase).Distinct().Count());
    }

    [Fact]
    public void Create_TwelveSchools_HaveTwelveWaysInAndEveryMisThatThereIs()
    {
        Assert.Equal(12, Northmoor.Schools.Select(school => (school.Mis, school.Csv)).Distinct().Count());
        Assert.Equal(MisCatalog.Default(TimeProvider.System).All.Select(mis => mis.Descriptor.Code).Order(StringComparer.Ordinal), Northmoor.Schools.Select(school => school.Mis).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Create_TrueUpns_ArePermanentUniqueAndHaveTheirCheckLetter()
    {
        var upns = World.People.Where(p => p.Kind == PersonKind.Pupil).Select(p => p.Upn!).ToList();

        Assert.All(upns, u => Assert.Equal(UpnStatus.Permanent, Upn.StatusOf(u)));
        Assert.Equal(upns.Count, upns.Distinct().Count());
    }

    [Fact]
    public void Create_RowsOfDayOne_HoldMissingTemporaryAndWrongUpnsToo()
    {
        var found = World.Days[0].Schools.SelectMany(s => s.Pupils).GroupBy(r => Upn.StatusOf(r.Upn)).ToDictionary(g => g.Key, g => g.Count());

        Assert.All(Enum.GetValues<UpnStatus>(), status => Assert.True(found.GetValueOrDefault(status) > 0, status.ToString()));
        Assert.True(found[UpnStatus.Permanent] > 5_400);
    }

    [Fact]
    public void Create_Twins_ShareSurnameAndBirthAndHaveConsecutiveUpns()
    {
        // Sons and daughters may bear two forms of one name.
        var twins = World.People.Where(p => p.Twin > p.Id).Select(p => (One: p, Other: World.People[p.Twin - 1])).ToList();

        Assert.InRange(twins.Count, 30, 150);
        Assert.All(twins, t => Assert.Equal(t.One.DateOfBirth, t.Other.DateOfBirth));
        Assert.All(twins, t => Assert.NotEqual(t.One.FirstName, t.Other.FirstName));
        Assert.All(twins, t => Assert.Equal(t.One.Family, t.Other.Family));
        Assert.All(twins, t => Assert.Equal(int.Parse(t.One.Upn!.AsSpan(10)) + 1, int.Parse(t.Other.Upn!.AsSpan(10))));
    }

    [Fact]
    public void Create_Siblings_StandAtSeveralSchools()
    {
        var families = World.Truth.Where(t => t.Key.Kind == PersonKind.Pupil).GroupBy(t => World.People[t.Value - 1].Family)
            .Count(f => f.Select(t => t.Key.Urn).Distinct().Count() > 1);

        Assert.True(families > 200, $"{families} families");
    }

    [Fact]
    public void Create_Staff_SomeWorkAtTwoSchools()
    {
        var staff = World.Days[0].Schools.SelectMany(s => s.Staff.Select(r => (s.School.Urn, r.Person))).GroupBy(r => r.Person).Count(g => g.Count() > 1);

        Assert.InRange(staff, 5, 20);
    }

    [Fact]
    public void Create_Names_HoldTheHardOnes()
    {
        var names = World.Days[0].Schools.SelectMany(s => s.Pupils).SelectMany(r => (string[])[r.FirstName, r.LastName]).ToList();

        Assert.Contains(names, n => n.Any(c => c is 'ł' or 'ń' or 'ș' or 'ğ' or 'ễ'));
        Assert.Contains(names, n => n.Contains('-', StringComparison.Ordinal));
        Assert.All((string[])["'", "’", "`"], apostrophe => Assert.Contains(names, n => n.Contains(apostrophe, StringComparison.Ordinal)));
        Assert.Contains(World.Days[0].Schools.SelectMany(s => s.Pupils), r => r.FirstName == r.LastName);
        Assert.All(World.Days[0].Schools.Single(s => s.School.Capitals).Pupils, r => Assert.Equal(r.LastName.ToUpperInvariant(), r.LastName));
        Assert.True(World.People.Select(p => p.Group).Distinct().Count() > 20);
    }

    [Fact]
    public void Truth_EveryUsableRowOfEveryDay_IsTheSamePersonEveryDay()
    {
        foreach (var school in World.Days.SelectMany(d => d.Schools))
        {
            var usable = school.Rows.Where(r => r.Bad == BadRow.None).ToList();

            Assert.Equal(usable.Count, usable.Select(r => (r.Kind, r.MisId)).Distinct().Count());
            Assert.All(usable, r => Assert.Equal(World.Truth[(school.School.Urn, r.Kind, r.MisId)], r.Person));
        }
    }

    [Fact]
    public void Truth_OnePersonAtOneSchool_HasOneMisId()
    {
        var twice = World.Truth.GroupBy(t => (t.Key.Urn, t.Value)).Where(g => g.Count() > 1);

        Assert.Empty(twice);
    }

    [Fact]
    public void Week_Movers_ArriveTheDayAfterTheyLeftOrADayBefore()
    {
        foreach (var arrival in World.Events.Where(e => e.What == "MoveIn"))
        {
            Assert.Contains(World.Events, e => e.What == "MoveOut" && e.Person == arrival.Person && e.Day == arrival.Day - 1 && e.Urn != arrival.Urn);
        }

        foreach (var overlap in World.Events.Where(e => e.What == "Overlap" && e.Day < 5))
        {
            Assert.Contains(World.Events, e => e.What == "MoveOut" && e.Person == overlap.Person && e.Day == overlap.Day + 1 && e.Urn != overlap.Urn);
        }

        Assert.True(World.Events.Count(e => e.What == "MoveIn") >= 10);
        Assert.Equal(2, World.Events.Count(e => e.What == "FromElsewhere"));
        Assert.Contains(World.Events, e => e.What == "Starts");
    }

    [Fact]
    public void Week_Mishaps_EachHappenOnce()
    {
        var kinds = World.Days.SelectMany(d => d.Schools).GroupBy(s => s.Kind).ToDictionary(g => g.Key, g => g.Count());

        Assert.All(Enum.GetValues<ExportKind>().Where(k => k != ExportKind.Normal), k => Assert.Equal(1, kinds[k]));
        var half = World.Days[2].Schools.Single(s => s.Kind == ExportKind.HalfOfPupils);
        Assert.InRange(half.Pupils.Count, 500, 600);
        Assert.InRange(World.Days[3].Schools.Single(s => s.School == half.School).Pupils.Count, 1_100, 1_200);
    }

    [Fact]
    public void Week_AnySchoolDay_ChangesLittleButForTheMishaps()
    {
        for (var day = 1; day < World.Days.Count; day++)
        {
            foreach (var (before, now) in World.Days[day - 1].Schools.Zip(World.Days[day].Schools))
            {
                if (before.Kind != ExportKind.HalfOfPupils && now.Kind != ExportKind.HalfOfPupils)
                {
                    var gone = before.Pupils.Select(r => r.MisId).Except(now.Pupils.Select(r => r.MisId)).Count();
                    Assert.True(gone <= 5, $"{now.School.Urn} day {day + 1}: {gone} pupils gone");
                }
            }
        }
    }

    [Fact]
    public void Create_FewerSchoolsAndDays_AreThePartOfTheWhole()
    {
        var part = SampleWorld.Create(new SampleOptions { Schools = 3, Days = 2 });

        Assert.Equal(3, part.Schools.Count);
        Assert.Equal(2, part.Days.Count);
        Assert.Equal(World.Days[1].Schools[1].Pupils, part.Days[1].Schools[1].Pupils);
    }
}
