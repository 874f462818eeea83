using Uso.Mis.Contract;
using Uso.Mis.Pulling;
using Uso.Samples.Generator;

namespace Uso.Mis.Tests.Contract;

/// <summary>The same table for every MIS: what comes of an export, read by the MIS's own reader, is what the pipeline was promised.</summary>
public sealed class MisContractTests
{
    private static readonly Report[] Pupils = [Report.Students, Report.Staff];

    public static MatrixTheoryData<string, ContractCase> Cases => new(MisFixtures.Codes, Enum.GetValues<ContractCase>());

    [Fact]
    public void EveryMis_HasAFixture()
    {
        using var catalog = MisCatalog.Default(TimeProvider.System);
        Assert.Equal(catalog.All.Select(mis => mis.Descriptor.Code).Order(StringComparer.Ordinal), MisFixtures.Codes);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Export_GivesWhatIsPromised(string code, ContractCase what)
    {
        // Small bounds: what fails goes on failing, and the clock waits for nobody.
        using var catalog = MisCatalog.Default(new InstantTime(ContractSchool.Evening), new PullOptions { AllowPrivateAddresses = true, MaxRetries = 1 });
        await using var mis = MisFixtures.Of(code);
        await mis.StartAsync(catalog);
        switch (what)
        {
            case ContractCase.Full:
                await new WholeSchool(mis).ProveAsync(ContractSchool.Day());
                break;
            case ContractCase.DeltaNight:
                await ProveDeltaAsync(mis);
                break;
            case ContractCase.Outage:
                await ProveFlawAsync(mis, what, ContractFlaw.Outage);
                break;
            case ContractCase.Truncated:
                await ProveFlawAsync(mis, what, ContractFlaw.Truncated);
                break;
            case ContractCase.LostPermission:
                await ProveFlawAsync(mis, what, ContractFlaw.LostPermission);
                break;
            case ContractCase.Empty:
                await ProveFlawAsync(mis, what, ContractFlaw.Empty);
                break;
            case ContractCase.WrongSchool:
                await ProveFlawAsync(mis, what, ContractFlaw.WrongSchool);
                break;
            case ContractCase.Leaver:
                await ProveLeaverAsync(mis);
                break;
            case ContractCase.FutureStarter:
                await ProveFutureAsync(mis);
                break;
            case ContractCase.GroupChange:
                await ProveGroupChangeAsync(mis);
                break;
            case ContractCase.AttendanceMarks:
                await ProveMarksAsync(mis);
                break;
            case ContractCase.BadDates:
                await ProveRejectedAsync(mis, what, BadRow.ImpossibleDate, nameof(ExtractPerson.DateOfBirth), MisErrorCodes.RowBadDate);
                break;
            case ContractCase.MissingNames:
                await ProveRejectedAsync(mis, what, BadRow.MissingSurname, nameof(ExtractPerson.LegalLastName), MisErrorCodes.RowMissingValue);
                break;
            case ContractCase.DuplicateIds:
                await ProveDuplicateAsync(mis);
                break;
            case ContractCase.TwentyThousandPeople:
                await ProveManyAsync(mis);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private static async Task ProveDeltaAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var before = (await ContractReading.OfAsync(mis, day, ContractFlaw.None, Pupils)).PeopleWithoutSource();
        var same = (await ContractReading.OfAsync(mis, day, ContractFlaw.None, Pupils)).PeopleWithoutSource();
        Assert.Equal(before, same);

        var changed = day.WithPupil(3, row => row with { LastName = "Fairweather" });
        changed = changed with { Pupils = [.. changed.Pupils, ContractSchool.Pupil(20)] };
        var reading = await ContractReading.OfAsync(mis, changed, ContractFlaw.None, Pupils);
        var after = reading.PeopleWithoutSource();
        Assert.Equal([mis.MisIdOf(day.Pupils[3]), mis.MisIdOf(ContractSchool.Pupil(20))], after.Except(before).Select(p => p.MisId).Order(StringComparer.Ordinal));
        Assert.Equal([mis.MisIdOf(day.Pupils[3])], before.Except(after).Select(p => p.MisId));
        reading.AssertEnds(mis.Promise(ContractCase.DeltaNight));
    }

    private static async Task ProveFlawAsync(MisFixture mis, ContractCase what, ContractFlaw flaw)
    {
        var reading = await ContractReading.OfAsync(mis, ContractSchool.Day(flaw is ContractFlaw.WrongSchool ? ContractSchool.Others : null), flaw, Pupils);
        var promise = mis.Promise(what);
        Assert.False(flaw is ContractFlaw.None || promise == ContractPromise.Whole, "A flaw that nobody sees loses people their accounts.");
        reading.AssertEnds(promise);
        if (promise.Reason is not null)
        {
            // One report's trouble is not the other's.
            Assert.Equal(3, reading.People.Count(p => p.Kind is PersonKind.Staff));
            Assert.True(reading.End(Report.Staff)!.Complete);
        }
    }

    private static async Task ProveLeaverAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var before = (await ContractReading.OfAsync(mis, day, ContractFlaw.None, Pupils)).PeopleWithoutSource();
        var reading = await ContractReading.OfAsync(mis, day with { Pupils = [.. day.Pupils.Where((_, i) => i != 5)] }, ContractFlaw.None, Pupils);
        Assert.Equal([mis.MisIdOf(day.Pupils[5])], before.Except(reading.PeopleWithoutSource()).Select(p => p.MisId));
        reading.AssertEnds(mis.Promise(ContractCase.Leaver));
    }

    private static async Task ProveFutureAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var reading = await ContractReading.OfAsync(mis, day, ContractFlaw.None, Report.Students, Report.FutureStudents);
        var starters = reading.People.Where(p => p.IsFuture).ToList();
        if (reading.AssertSupport(mis.Promise(ContractCase.FutureStarter), Report.FutureStudents))
        {
            var one = Assert.Single(starters);
            Assert.Equal((mis.MisIdOf(day.FuturePupils[0]), Report.FutureStudents), (one.MisId, one.Report));
        }
        else
        {
            Assert.Empty(starters);
        }

        Assert.Equal(day.Pupils.Count, reading.People.Count(p => p.Report is Report.Students));
    }

    private static async Task ProveGroupChangeAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var mover = day.Pupils[0];
        var moved = day with
        {
            Groups = [.. day.Groups.Select(g => g.Name switch
            {
                "7A/Ma1" => g with { Members = [.. g.Members.Where(m => m.MisId != mover.MisId)] },
                "7B/En1" => g with { Members = [.. g.Members, (PersonKind.Pupil, mover.MisId)] },
                _ => g,
            })],
        };
        var before = await ContractReading.OfAsync(mis, day, ContractFlaw.None, Report.Students, Report.Staff, Report.GroupsAndClasses);
        var after = await ContractReading.OfAsync(mis, moved, ContractFlaw.None, Report.Students, Report.Staff, Report.GroupsAndClasses);
        if (after.AssertSupport(mis.Promise(ContractCase.GroupChange), Report.GroupsAndClasses))
        {
            Assert.Equal([("7A/Ma1", PersonKind.Pupil, mis.MisIdOf(mover))], before.Memberships().Except(after.Memberships()));
            Assert.Equal([("7B/En1", PersonKind.Pupil, mis.MisIdOf(mover))], after.Memberships().Except(before.Memberships()));
        }
    }

    private static async Task ProveMarksAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var reading = await ContractReading.OfAsync(mis, day, ContractFlaw.None, Report.Students, Report.Attendance);
        if (reading.AssertSupport(mis.Promise(ContractCase.AttendanceMarks), Report.Attendance))
        {
            var ids = day.Pupils.ToDictionary(p => p.MisId, mis.MisIdOf);
            Assert.Equal(
                day.Marks.Select(m => (ids[m.PupilMisId], m.Date, m.Session, m.Mark.ToString())).Order(),
                reading.Items.OfType<ExtractAttendanceMark>().Select(m => (m.PupilMisId, m.Date, m.Session, m.Mark)).Order());
        }
    }

    private static async Task ProveRejectedAsync(MisFixture mis, ContractCase what, BadRow bad, string field, string rule)
    {
        var day = ContractSchool.Day().WithPupil(1, row => row with { Bad = bad }).WithPupil(7, row => row with { Bad = bad });
        var reading = await ContractReading.OfAsync(mis, day, ContractFlaw.None, Pupils);
        Assert.Equal(
            [(field, rule, mis.MisIdOf(day.Pupils[1]), PersonKind.Pupil), (field, rule, mis.MisIdOf(day.Pupils[7]), PersonKind.Pupil)],
            reading.Items.OfType<RejectedRow>().Select(r => (r.Field, r.Rule, r.MisId!, r.Kind!.Value)));
        Assert.Equal(10, reading.People.Count(p => p.Kind is PersonKind.Pupil));
        reading.AssertEnds(mis.Promise(what));
    }

    private static async Task ProveDuplicateAsync(MisFixture mis)
    {
        var day = ContractSchool.Day();
        var first = day.Pupils[2];
        day = day.WithPupil(3, row => row with { MisId = first.MisId, Bad = BadRow.DuplicateId });
        var reading = await ContractReading.OfAsync(mis, day, ContractFlaw.None, Pupils);
        var rejected = Assert.Single(reading.Items.OfType<RejectedRow>());
        Assert.Equal((MisErrorCodes.RowDuplicateId, mis.MisIdOf(first), PersonKind.Pupil), (rejected.Rule, rejected.MisId, rejected.Kind));
        Assert.Equal(first.FirstName, Assert.Single(reading.People, p => p.MisId == mis.MisIdOf(first)).LegalFirstName);
        reading.AssertEnds(mis.Promise(ContractCase.DuplicateIds));
    }

    private static async Task ProveManyAsync(MisFixture mis)
    {
        var reading = await ContractReading.OfAsync(mis, ContractSchool.Large(20_000), ContractFlaw.None, Pupils);
        Assert.Equal(20_000, reading.People.Select(p => (p.Kind, p.MisId)).Distinct().Count());
        Assert.Empty(reading.Items.OfType<RejectedRow>());
        reading.AssertEnds(mis.Promise(ContractCase.TwentyThousandPeople));
    }
}
