using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Arbor.ArborFixture;

namespace Uso.Mis.Tests.Arbor;

/// <summary>Nights on which the change log says that nothing moved: nothing is fetched anew, and nobody is missing.</summary>
public sealed class ArborQuietNightTests
{
    private static readonly Report[] Reports = [Report.Students, Report.Staff, Report.Contacts, Report.GroupsAndClasses, Report.Attendance];

    [Fact]
    public async Task NothingMoved_PagesAreTakenOver_AndReadTheSame()
    {
        await using var arbor = await StartAsync();
        arbor.Previous = await arbor.PullAsync(Reports);
        var before = arbor.Read(arbor.Previous);
        arbor.Fake.Queries.Clear();
        arbor.Time.Pass(TimeSpan.FromDays(1));
        var capture = await arbor.PullAsync(Reports);

        Assert.Equal(before.Where(item => item is not ExtractAttendanceMark).Order(BySource), arbor.Read(capture).Where(item => item is not ExtractAttendanceMark).Order(BySource), Same);
        Assert.All(arbor.Read(capture).OfType<ReportEnd>(), end => Assert.True(end.Complete, $"{end.Report} {end.Reason}"));

        // A look at one record of each kind, whose school it is, and the marks: no page of people.
        Assert.DoesNotContain(arbor.Fake.Queries, query => query.Contains("page_size: 2,", StringComparison.Ordinal) && !query.Contains("AttendanceRecord", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomethingMoved_EverythingIsFetched()
    {
        await using var arbor = await StartAsync();
        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.School.Students[0] = Student(1) with { LegalFirstName = "Olivia" };
        arbor.School.Touch("Person");

        Assert.Equal("Olivia", (await arbor.PullAndReadAsync(Reports)).OfType<ExtractPerson>().First(p => p.Kind is PersonKind.Pupil).LegalFirstName);

        // A leaver is missing on the night on which the log says so, and not before.
        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.School.Students.RemoveAt(0);
        Assert.Contains(await arbor.PullAndReadAsync(Reports), item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });
        arbor.School.Touch("Student");
        var after = await arbor.PullAndReadAsync(Reports);
        Assert.DoesNotContain(after, item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });
        Assert.Equal((true, null), after.End(Report.Students));
    }

    [Fact]
    public async Task QuietNight_KnowsItsOwnDay()
    {
        await using var arbor = await StartAsync();
        arbor.School.Students[0] = Student(1) with { LeavingDate = new(2025, 1, 6) };
        arbor.Previous = await arbor.PullAsync(Reports);
        Assert.Contains(arbor.Read(arbor.Previous), item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });
        arbor.Time.Pass(TimeSpan.FromDays(1));

        Assert.DoesNotContain(await arbor.PullAndReadAsync(Reports), item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });
    }

    [Fact]
    public async Task PermissionLost_IsNoticedOnAQuietNight()
    {
        await using var arbor = await StartAsync();
        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.Fake.Faults.LostPermission["Student"] = true;
        var items = await arbor.PullAndReadAsync(Reports);

        Assert.Equal((false, MisErrorCodes.PermissionMissing), items.End(Report.Students));
        Assert.Equal((true, null), items.End(Report.Staff));
    }

    [Fact]
    public async Task PagesThatWereIncompleteOrTooOldOrOfOtherReports_AreFetched()
    {
        await using var arbor = await StartAsync();
        arbor.Fake.Faults.BrokenPage["Student"] = 1;
        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.Fake.Faults.BrokenPage.Clear();
        Assert.Equal((true, null), (await arbor.PullAndReadAsync(Reports)).End(Report.Students));

        arbor.Previous = await arbor.PullAsync(Report.Staff);
        Assert.Equal((true, null), (await arbor.PullAndReadAsync(Reports)).End(Report.Students));

        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.School.Students.RemoveAt(0);
        arbor.Time.Pass(TimeSpan.FromDays(7));
        Assert.DoesNotContain(await arbor.PullAndReadAsync(Reports), item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });
    }

    [Fact]
    public async Task NoChangeLog_OrAnotherCapture_EverythingIsFetched()
    {
        await using var arbor = await StartAsync();
        arbor.Previous = await arbor.PullAsync(Reports);
        arbor.School.Students.RemoveAt(0);
        arbor.Fake.Faults.NoChangeLog = true;
        Assert.DoesNotContain(await arbor.PullAndReadAsync(Reports), item => item is ExtractPerson { Kind: PersonKind.Pupil, MisId: "1" });

        arbor.Fake.Faults.NoChangeLog = false;
        arbor.Previous = [1, 2, 3];
        Assert.Equal((true, null), (await arbor.PullAndReadAsync(Reports)).End(Report.Students));
    }

    private static readonly IComparer<ExtractItem> BySource = Comparer<ExtractItem>.Create((one, other) =>
        (one.Report, one.Source.File, one.Source.Row, one.GetType().Name, one.ToString()).CompareTo((other.Report, other.Source.File, other.Source.Row, other.GetType().Name, other.ToString())));

    private static bool Same(ExtractItem one, ExtractItem other) =>
        one is ReportEnd a && other is ReportEnd b ? (a.Report, a.Rows, a.Complete, a.Reason) == (b.Report, b.Rows, b.Complete, b.Reason) : one == other;
}
