using Uso.Fakes.Wonde;
using Uso.Mis.Pulling;
using Uso.Mis.Contract;
using Uso.Mis.Wonde;

namespace Uso.Mis.Tests.Wonde;

/// <summary>A fake with one fictional school, and a puller on an instant clock.</summary>
internal sealed class WondeFixture : IAsyncDisposable
{
    public static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    private WondeFixture(WondeFake fake, WondeSchool school)
    {
        Fake = fake;
        School = school;
        Transport = new PullTransport(Time, new PullOptions { AllowPrivateAddresses = true });
        Puller = new WondePuller(Transport);
        Values = new() { ["baseUrl"] = fake.BaseUrl, ["schoolId"] = school.Id, ["token"] = "fake-token", ["perPage"] = "2" };
    }

    public WondeFake Fake { get; }

    public WondeSchool School { get; }

    public PullTransport Transport { get; }

    public InstantTime Time { get; } = new();

    public Dictionary<string, string> Values { get; }

    public WondePuller Puller { get; }

    public static async Task<WondeFixture> StartAsync(WondeDateForm dates = WondeDateForm.PhpObject)
    {
        var school = new WondeSchool { Id = "A1", Name = "Fictional" };
        school.Students.AddRange(Enumerable.Range(1, 5).Select(i => Student($"S{i}")));
        school.PreAdmission.Add(Student("P1"));
        school.Employees.Add(new WondeEmployee { Id = "E1", Title = "Ms", Forename = "Jo", Surname = "Lee", Role = "Teacher", Email = "jo@school.example", EmploymentStartDate = new(2020, 9, 1) });
        school.Employees.Add(new WondeEmployee { Id = "E2", Forename = "Has", Surname = "Left", Current = false });
        school.Contacts.Add(new WondeContact { Id = "C1", Forename = "Grace", Surname = "Okafor", Students = [new("S1", "Mother"), new("S2", "Carer", false, 2)] });
        school.Classes.Add(new WondeGroup { Id = "G1", Name = "7A/Ma", Subject = "Mathematics", StudentIds = ["S1", "S2"], EmployeeIds = ["E1"] });
        school.Groups.Add(new WondeGroup { Id = "G1", Name = "7A", Type = "REGISTRATION", StudentIds = ["S1"] });
        var fake = await WondeFake.StartAsync(new WondeFakeOptions { Schools = [school], PageSize = 2, Dates = dates });
        return new WondeFixture(fake, school);
    }

    public static WondeStudent Student(string id) => new()
    {
        Id = id,
        Forename = "Millie",
        Surname = "Okafor",
        LegalForename = "Amelia",
        LegalSurname = "Okafor",
        DateOfBirth = new DateOnly(2012, 3, 4),
        Gender = "FEMALE",
        Upn = "h801200001001",
        AdmissionNumber = "000101",
        YearGroup = "Year 7",
        RegistrationGroup = "7A",
        House = "Red",
        Email = "millie@school.example",
        AdmissionDate = new DateOnly(2023, 9, 4),
    };

    public async Task<byte[]> PullAsync(params Report[] reports)
    {
        var capture = new MemoryStream();
        var accepted = (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet();
        await Puller.PullAsync(new PullSettings(Values, accepted), capture, CancellationToken.None);
        return capture.ToArray();
    }

    public async Task<List<ExtractItem>> PullAndReadAsync(params Report[] reports) => Read(await PullAsync(reports));

    public List<ExtractItem> Read(byte[] capture, ReadSettings? settings = null) => [.. Puller.Read(new MemoryStream(capture), null, settings ?? Everything)];

    public async Task<string> RefusalAsync(params Report[] reports) => (await Assert.ThrowsAsync<MisExportException>(() => PullAsync(reports))).Code;

    public ValueTask DisposeAsync()
    {
        Transport.Dispose();
        return Fake.DisposeAsync();
    }
}

internal static class WondeItems
{
    public static (bool Complete, string? Reason) End(this IEnumerable<ExtractItem> items, Report report)
    {
        var end = items.OfType<ReportEnd>().Single(e => e.Report == report);
        return (end.Complete, end.Reason);
    }
}
