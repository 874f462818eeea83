using Uso.Fakes.Isams;
using Uso.Mis.Contract;
using Uso.Mis.Isams;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Isams;

/// <summary>A fake of one fictional school, and the reader on an instant clock, by the REST API or by the Batch API.</summary>
internal sealed class IsamsFixture : IAsyncDisposable
{
    public static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    private IsamsFixture(IsamsFake fake, string api)
    {
        Fake = fake;
        Transport = new PullTransport(Time, new PullOptions { AllowPrivateAddresses = true });
        Mis = new IsamsMis(Transport, IsamsBrand.Isams);
        Values = api == "batch"
            ? new() { ["host"] = fake.Url, ["api"] = "batch", ["batchKey"] = new IsamsFakeOptions { School = School }.ApiKey }
            : new() { ["host"] = fake.Url, ["clientId"] = "uso", ["clientSecret"] = "fake-secret" };
    }

    public IsamsFake Fake { get; }

    public IsamsSchool School => Fake.School;

    public PullTransport Transport { get; }

    public InstantTime Time { get; } = new();

    public IsamsMis Mis { get; }

    public Dictionary<string, string> Values { get; }

    public static async Task<IsamsFixture> StartAsync(string api = "rest", string declared = "utf-16", int tokenSeconds = 3600)
    {
        var school = new IsamsSchool { Name = "Fictional" };
        school.Students.AddRange(Enumerable.Range(1, 5).Select(i => Student($"470000000{i}")));
        school.Employees.Add(new IsamsEmployee
        {
            Id = 380,
            Title = "Ms",
            Forename = "Jo",
            Surname = "Lée",
            Initials = "JLE",
            Email = "jo@school.example",
            DateOfBirth = "1980-05-06T00:00:00",
            EnrolmentDate = new DateOnly(2020, 9, 1),
        });
        school.Sets.Add(new IsamsSet(1, "7 Maths 1", ["4700000001", "4700000002"]));
        school.Sets.Add(new IsamsSet(2, "7 Maths 2", ["4700000003"]));
        school.Sets.Add(new IsamsSet(3, "7 Art", []));
        return new IsamsFixture(await IsamsFake.StartAsync(new IsamsFakeOptions { School = school, PageSize = 2, DeclaredEncoding = declared, TokenSeconds = tokenSeconds }), api);
    }

    public static IsamsStudent Student(string id) => new()
    {
        SchoolId = id,
        SchoolCode = "FH001",
        Forename = "Amelia",
        MiddleNames = " ",
        Surname = "Okafor",
        PreferredName = "Millie",
        DateOfBirth = "2012-03-04T00:00:00",
        Gender = "F",
        Upn = "h801200001001",
        YearGroup = 7,
        FormGroup = "7/AB",
        AcademicHouse = "Red",
        Email = "millie@school.example",
        EnrolmentDate = new DateOnly(2023, 9, 4),
    };

    public async Task<byte[]> PullAsync(params Report[] reports)
    {
        var capture = new MemoryStream();
        await Mis.PullAsync(Settings(reports), capture, CancellationToken.None);
        return capture.ToArray();
    }

    public async Task<List<ExtractItem>> PullAndReadAsync(params Report[] reports) => [.. Mis.Read(new MemoryStream(await PullAsync(reports)), null, Everything)];

    public async Task<string> RefusalAsync(params Report[] reports) => (await Assert.ThrowsAsync<MisExportException>(() => PullAsync(reports))).Code;

    public async Task<IReadOnlyList<ConnectionCheck>> CheckAsync(params Report[] reports) => await Mis.CheckAsync(Settings(reports), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await Fake.DisposeAsync();
    }

    private PullSettings Settings(Report[] reports) => new(Values, (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet());
}
