using Uso.Fakes.Bromcom;
using Uso.Mis.Bromcom;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Bromcom;

/// <summary>A fake with one fictional school, and the reader on an instant clock, by REST or by SOAP.</summary>
internal sealed class BromcomFixture : IAsyncDisposable
{
    public static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    private BromcomFixture(BromcomFake fake, BromcomSchool school, string route)
    {
        Fake = fake;
        School = school;
        Transport = new PullTransport(Time, new PullOptions { AllowPrivateAddresses = true });
        Mis = new BromcomMis(Transport, pageRows: 2);
        Values = route == "soap"
            ? new() { ["route"] = "soap", ["soapUrl"] = fake.SoapUrl, ["schoolId"] = "1001", ["userName"] = "uso-reader", ["password"] = "fake-password" }
            : new() { ["route"] = "rest", ["baseUrl"] = fake.Url, ["schoolId"] = "1001", ["applicationId"] = "uso", ["applicationSecret"] = "fake-secret" };
    }

    public BromcomFake Fake { get; }

    public BromcomSchool School { get; }

    public PullTransport Transport { get; }

    public InstantTime Time { get; } = new();

    public BromcomMis Mis { get; }

    public Dictionary<string, string> Values { get; }

    public static async Task<BromcomFixture> StartAsync(string route = "rest")
    {
        var school = new BromcomSchool { Id = 1001, Name = "Fictional" };
        school.Students.AddRange(Enumerable.Range(101, 5).Select(Student));
        school.Students.Add(Student(201) with { StartDate = new DateOnly(2025, 9, 1) });
        school.Students.Add(Student(301) with { EndDate = new DateOnly(2024, 7, 19) });
        school.Staff.Add(new BromcomStaff { Id = 9, Title = "Ms", FirstName = "Jo", LastName = "Lee", JobTitle = "Teacher", Email = "jo@school.example", StaffCode = "JLE" });
        school.Classes.Add(new BromcomClass("7A/Ma1", "Mathematics", [101, 102]));
        school.Marks.Add(new BromcomMark(101, new DateOnly(2025, 1, 6), "AM", "/"));
        school.Marks.Add(new BromcomMark(101, new DateOnly(2024, 11, 1), "AM", "N"));
        var fake = await BromcomFake.StartAsync(new BromcomFakeOptions { Schools = [school], PageSize = route == "soap" ? 100 : 2 });
        return new BromcomFixture(fake, school, route);
    }

    public static BromcomStudent Student(int id) => new()
    {
        Id = id,
        FirstName = "Amelia",
        LastName = "Okafor",
        PreferredFirstName = "Millie",
        DateOfBirth = "2012-03-04T00:00:00",
        Gender = "F",
        Upn = "h801200001001",
        AdmissionNumber = "000101",
        YearGroup = "7",
        TutorGroup = "7A",
        Email = "millie@school.example",
        StartDate = new DateOnly(2023, 9, 4),
        Contacts = [new("Mrs Grace Okafor", "grace@home.example", "Mother")],
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
