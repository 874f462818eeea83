using Uso.Fakes.ScholarPack;
using Uso.Mis.Pulling;
using Uso.Mis.ScholarPack;
using Uso.Mis.Contract;

namespace Uso.Mis.Tests.ScholarPack;

/// <summary>A fake with one fictional school on 6 January 2025, a puller on an instant clock, and secrets that are kept as the service keeps them.</summary>
internal sealed class ScholarPackFixture : IAsyncDisposable
{
    private ScholarPackFixture(ScholarPackFake fake)
    {
        Fake = fake;
        Transport = new PullTransport(Time, new PullOptions { AllowPrivateAddresses = true, RequestTimeout = TimeSpan.FromSeconds(20) });
        Mis = new ScholarPackMis(Transport);
        Values = new() { ["baseUrl"] = fake.Url, ["clientId"] = "uso", ["clientSecret"] = "fake-secret", ["refreshToken"] = "fake-refresh-token" };
    }

    public ScholarPackFake Fake { get; }

    public ScholarPackSchool School => Fake.School;

    public InstantTime Time { get; } = new();

    public PullTransport Transport { get; }

    public Dictionary<string, string> Values { get; }

    public ScholarPackMis Mis { get; }

    public static async Task<ScholarPackFixture> StartAsync(string? refreshToken = "fake-refresh-token", int tokenSeconds = 3600)
    {
        var school = new ScholarPackSchool { Name = "Fictional" };
        school.Students.AddRange(Enumerable.Range(1, 5).Select(Student));
        school.Students.Add(Student(6) with { LeavingDate = new(2024, 7, 19) });
        school.Students.Add(Student(7) with { AdmissionDate = new(2025, 9, 1) });
        school.Staff.Add(new ScholarPackStaff { Id = 1, Title = "Ms", Forename = "Jo", Surname = "Lee", Role = "Teacher", Code = "JLE", Email = "jo@school.example", StartDate = new(2020, 9, 1) });
        school.Contacts.Add(new ScholarPackContact(1, 1, "Mrs", "Grace", "Okafor", "Mother"));
        school.Contacts.Add(new ScholarPackContact(1, 2, "Mrs", "Grace", "Okafor", "Carer", Responsible: false, Priority: 2));
        school.Register.Add(new ScholarPackMark(1, new(2025, 1, 3), "AM", "/"));
        var fake = await ScholarPackFake.StartAsync(new ScholarPackFakeOptions { School = school, PageSize = 2, RefreshToken = refreshToken, TokenSeconds = tokenSeconds });
        return new ScholarPackFixture(fake);
    }

    public static ScholarPackStudent Student(int id) => new()
    {
        Id = id,
        Upn = "h801200001001",
        LegalForename = "Amelia",
        LegalSurname = "Okafor",
        Forename = "Millie",
        Surname = "Okafor",
        DateOfBirth = "2012-03-04",
        Gender = "F",
        YearGroup = "Year 7",
        RegistrationGroup = "7A",
        House = "Red",
        AdmissionNumber = $"00010{id}",
        Email = "millie@school.example",
        AdmissionDate = new(2023, 9, 4),
    };

    public PullSettings Settings(params Report[] reports) => new(Values, (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet())
    {
        Renewed = (secrets, _) =>
        {
            foreach (var (name, secret) in secrets)
            {
                Values[name] = secret;
            }

            return Task.CompletedTask;
        },
    };

    public async Task<byte[]> PullAsync(params Report[] reports)
    {
        using var capture = new MemoryStream();
        await Mis.PullAsync(Settings(reports), capture, CancellationToken.None);
        return capture.ToArray();
    }

    public async Task<List<ExtractItem>> PullAndReadAsync(params Report[] reports)
    {
        var capture = await PullAsync(reports);
        return [.. Mis.Read(new MemoryStream(capture), null, new ReadSettings { Accepted = (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet() })];
    }

    public async Task<string> RefusalAsync(params Report[] reports) => (await Assert.ThrowsAsync<MisExportException>(() => PullAsync(reports))).Code;

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await Fake.DisposeAsync();
    }
}
