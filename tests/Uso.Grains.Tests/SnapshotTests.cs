using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Uso.GrainInterfaces;
using Uso.Grains.Schools;
using Uso.Grains.Snapshots;
using Uso.Grains.SyncRuns;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed partial class SnapshotTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string Lms = "itslearning-eu";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1), Chosen: "Adaeze");
    private static readonly Pupil Ben = new("2", "Boris", "Zhang", "2014-11-12");

    [Fact]
    public async Task NothingLeavesBeforeTheHeadsRelease()
    {
        await using var region = await StartAsync();
        Region.Refused(ProblemCodes.SnapshotNotBuilt, await Snapshot(region).GetLatestAsync());

        var manifest = await Snapshot(region).BuildAsync();

        Assert.Empty(manifest.Segments);
        Assert.Equal([A, B], manifest.NotReleased);
    }

    [Fact]
    public async Task Released_RowsAreThere_AndWithdrawn_TheyAreGoneAtOnce()
    {
        await using var region = await StartAsync();
        await ReleaseAsync(region, A, true);

        var manifest = await Snapshot(region).BuildAsync();

        var rows = await RowsAsync(region, Assert.Single(manifest.Segments));
        Assert.Equal(["aokafor.899", "zwhitlock.899"], rows.Select(row => row.Username));
        var ada = rows[0];
        Assert.Equal(("Adaeze", "Okafor", Ada.Upn, new DateOnly(2015, 3, 2)), (ada.FirstName, ada.LastName, ada.Upn, ada.DateOfBirth));
        Assert.Equal((AccountKind.Pupil, A, "899/9001", "School " + A), (ada.Kind, ada.SchoolUrn, ada.SchoolDfeNumber, ada.SchoolName));

        await ReleaseAsync(region, A, false);
        var latest = Region.Ok(await Snapshot(region).GetLatestAsync());
        Assert.Empty(latest.Segments);
        Assert.Equal(manifest.Version + 1, latest.Version);
        Assert.NotEqual(manifest.ContentHash, latest.ContentHash);
    }

    [Fact]
    public async Task UnchangedSchools_KeepTheirSegments_AndTheSameContentIsTheSameVersion()
    {
        await using var region = await StartAsync();
        await ReleaseAsync(region, A, true);
        await ReleaseAsync(region, B, true);
        var first = await Snapshot(region).BuildAsync();
        await region.NextDayAsync();

        var same = await Snapshot(region).BuildAsync();
        Assert.Equal((first.Version, first.ContentHash, first.BuiltAt), (same.Version, same.ContentHash, same.BuiltAt));
        Assert.Equal(first.ContentHash, Region.Ok(await Snapshot(region).GetLatestAsync()).ContentHash);

        await region.SyncAsync(B, new SimsExport().With(Ben with { Last = "Changed" }));
        var next = await Snapshot(region).BuildAsync();
        Assert.Equal(first.Version + 1, next.Version);
        Assert.Equal(first.Segments[0], next.Segments[0]);
        Assert.NotEqual(first.Segments[1].Sha256, next.Segments[1].Sha256);
        Assert.Equal([2L, 1L], (await Snapshot(region).GetVersionsAsync()).Select(version => version.Version));
    }

    [Fact]
    public async Task Delta_HasWhatChangedSinceAVersion_AndAWithdrawnSchoolIsRemoved()
    {
        await using var region = await StartAsync();
        await ReleaseAsync(region, A, true);
        await ReleaseAsync(region, B, true);
        var first = await Snapshot(region).BuildAsync();
        await region.SyncAsync(B, new SimsExport().With(Ben with { Last = "Changed" }, new Pupil("9", "Jocasta", "Ghosh", "2013-01-09")));
        var second = await Snapshot(region).BuildAsync();

        Assert.Equal(
            ["put,bzhang.899,Boris,Changed,,2014-11-12,pupil,999002,899/9002,School 999002,", "put,jghosh.899,Jocasta,Ghosh,,2013-01-09,pupil,999002,899/9002,School 999002,"],
            (await DeltaAsync(region, first.Version)).Csv);
        Assert.Empty((await DeltaAsync(region, second.Version)).Csv);
        Assert.Equal(
            ["{\"change\":\"put\",\"username\":\"bzhang.899\"", "{\"change\":\"put\",\"username\":\"jghosh.899\""],
            (await DeltaAsync(region, first.Version)).NdJson.Select(line => string.Join(',', line.Split(',').Take(2))));

        await ReleaseAsync(region, B, false);
        var (csv, ndjson) = await DeltaAsync(region, second.Version);
        Assert.Equal(["remove,bzhang.899,,,,,,999002,,,", "remove,jghosh.899,,,,,,999002,,,"], csv);
        Assert.Equal("""{"change":"remove","username":"bzhang.899","schoolUrn":"999002"}""", ndjson[0]);
    }

    [Fact]
    public async Task Delta_OfAVersionThatIsNotKept_IsRefused()
    {
        await using var region = await StartAsync();
        Region.Refused(ProblemCodes.SnapshotNotBuilt, await Snapshot(region).GetDeltaAsync(1));
        await Snapshot(region).BuildAsync();
        Region.Refused(ProblemCodes.SnapshotVersionGone, await Snapshot(region).GetDeltaAsync(7));
    }

    [Fact]
    public async Task SchoolsNewName_IsInTheRows()
    {
        await using var region = await StartAsync();
        await ReleaseAsync(region, A, true);
        await Snapshot(region).BuildAsync();

        Region.Ok(await region.School(A).PutAsync(
            Region.ServiceDesk, new PutSchool { Name = "New name", LaCode = "899", EstablishmentNumber = "9001", Phase = SchoolPhase.Primary }));

        var manifest = await Snapshot(region).BuildAsync();
        Assert.All(await RowsAsync(region, manifest.Segments[0]), row => Assert.Equal("New name", row.SchoolName));
    }

    [Fact]
    public async Task FutureUnallocatedExcludedAndMovedPeople_AreNotInIt()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A, "899", "Students", "FutureStudents");
        await region.AddSchoolAsync(B);
        await ReleaseAsync(region, A, true);
        var stays = new Pupil("3", "Chidi", "Pemberton", "2013-04-05");
        var leaves = new Pupil("4", "Delphine", "Abernathy", "2012-05-06");
        var excluded = new Pupil("5", "Eamon", "Kowalczyk", "2013-06-07");
        var future = new Pupil("6", "Farah", "Drummond", "2016-07-08", Start: "2027-09-01");
        await region.SyncAsync(A, new SimsExport().With(Ada, stays, leaves, excluded).WithFuture(future));
        await region.SyncAsync(A, new SimsExport().With(Ada, stays, excluded).WithFuture(future));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada, stays, excluded).WithFuture(future));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "5" });
        await region.DoAsync(A, new HandAction { Type = HandActionType.Unallocate, Kind = AccountKind.Pupil, MisId = "5" });
        await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }));

        var manifest = await Snapshot(region).BuildAsync();

        Assert.Equal("cpemberton.899", Assert.Single(await RowsAsync(region, Assert.Single(manifest.Segments))).Username);
    }

    [Fact]
    public async Task NightlyReminder_BuildsEveryConsumersSnapshot()
    {
        await using var region = await StartAsync();
        var la = region.Grains.LocalAuthority(LaCode.Parse("899"));
        await la.AddConsumerAsync(Lms);
        await la.AddConsumerAsync("other");
        await la.RemoveConsumerAsync("other");
        await ReleaseAsync(region, A, true);

        var window = new SyncSchedule { Enabled = true, WindowStart = new TimeOnly(5, 0), WindowEnd = new TimeOnly(5, 30) };
        await region.JumpAsync(OvernightWindow.NextDue(window, "899", Region.Monday) - Region.Monday - TimeSpan.FromSeconds(1));
        await region.Host.AdvanceAsync(TimeSpan.FromSeconds(5));

        Assert.Single(Region.Ok(await Snapshot(region).GetLatestAsync()).Segments);
        var details = await la.GetAsync();
        Assert.Equal([Lms], details.Consumers);
        Assert.Equal([A, B], details.Schools);
        Assert.InRange(details.SnapshotsBuiltAt!.Value, Region.Monday.AddHours(16), Region.Monday.AddHours(17.5));
    }

    private static async Task<(string[] Csv, string[] NdJson)> DeltaAsync(Region region, long since)
    {
        var delta = Region.Ok(await Snapshot(region).GetDeltaAsync(since));
        var (csv, ndjson) = (new MemoryStream(), new MemoryStream());
        await DeltaWriter.WriteCsvAsync(csv, delta, region.Blobs, CancellationToken.None);
        await DeltaWriter.WriteNdJsonAsync(ndjson, delta, region.Blobs, CancellationToken.None);
        return ([.. Lines(csv).Skip(1)], Lines(ndjson));

        static string[] Lines(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray()).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Row_HasExactlyTheAllowedFields() => Assert.Equal(
        ["DateOfBirth", "FirstName", "Kind", "LastName", "PreviousUsernames", "SchoolDfeNumber", "SchoolName", "SchoolUrn", "Upn", "Username"],
        typeof(SnapshotRow).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void NoExportedTypeHasAnythingLikeACredential()
    {
        var seen = new HashSet<Type>();
        foreach (var type in new[] { typeof(SnapshotRow), typeof(SnapshotManifest), typeof(SnapshotSegment), typeof(SnapshotVersion), typeof(SnapshotDelta) })
        {
            Walk(type);
        }

        Assert.Contains(typeof(SnapshotSegment), seen);

        void Walk(Type type)
        {
            foreach (var argument in type.GetGenericArguments())
            {
                Walk(argument);
            }

            if (type.Assembly != typeof(SnapshotRow).Assembly || !seen.Add(type))
            {
                return;
            }

            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
            {
                Assert.DoesNotMatch(Credential(), property.Name);
                Walk(property.PropertyType);
            }
        }
    }

    [GeneratedRegex("pass(word|phrase|code)|secret|token|credential|salt|licen[cs]e|(Password|Secret|Token|Key)(Hash|Sha)|pin$", RegexOptions.IgnoreCase)]
    private static partial Regex Credential();

    private static ISnapshotGrain Snapshot(Region region) => region.Grains.Snapshot(new SnapshotKey(LaCode.Parse("899"), ConsumerId.Parse(Lms)));

    private static async Task ReleaseAsync(Region region, string urn, bool released) =>
        Region.Ok(await region.School(urn).SetReleaseAsync(Region.Head(urn), Lms, released));

    private static Task<ImmutableArray<SnapshotRow>> RowsAsync(Region region, SnapshotSegment segment) =>
        region.Blobs.ReadLinesAsync<SnapshotRow>(segment.Sha256, 0, 1000, CancellationToken.None);

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(new Member("9", "Zoë", "Whitlock", "1980-01-02")));
        await region.SyncAsync(B, new SimsExport().With(Ben));
        return region;
    }
}
