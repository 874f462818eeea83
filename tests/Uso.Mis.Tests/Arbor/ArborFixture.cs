using Uso.Fakes.Arbor;
using Uso.Mis.Arbor;
using Uso.Mis.Pulling;
using Uso.Mis.Contract;

namespace Uso.Mis.Tests.Arbor;

/// <summary>A fake with one fictional school on 6 January 2025, and a puller on an instant clock.</summary>
internal sealed class ArborFixture : IAsyncDisposable
{
    public static readonly ReadSettings Everything = new() { Accepted = Enum.GetValues<Report>().ToHashSet() };

    private ArborFixture(ArborFake fake)
    {
        Fake = fake;
        Transport = new PullTransport(Time, new PullOptions { AllowPrivateAddresses = true, RequestTimeout = TimeSpan.FromSeconds(20) });
        Mis = new ArborMis(Transport);
        Values = new() { ["baseUrl"] = fake.Url, ["userName"] = "uso", ["password"] = "fake-password", ["approvalUrl"] = fake.ApprovalUrl, ["pageSize"] = "2" };
    }

    public ArborFake Fake { get; }

    public ArborSchool School => Fake.School;

    public InstantTime Time { get; } = new();

    public PullTransport Transport { get; }

    public Dictionary<string, string> Values { get; }

    public ArborMis Mis { get; }

    /// <summary>The capture of the night before, which the next pull is shown.</summary>
    public byte[]? Previous { get; set; }

    public static async Task<ArborFixture> StartAsync(bool approved = true)
    {
        var school = new ArborSchool { Name = "Fictional" };
        school.Students.AddRange(Enumerable.Range(1, 5).Select(Student));
        school.Students.Add(Student(6) with { LeavingDate = new(2024, 7, 19) });
        school.Students.Add(Student(7) with { EntryDate = new(2025, 9, 1) });
        school.Students.Add(Student(8) with { EntryDate = null });
        school.Upns.Add(new ArborUpn(1, 1, "h801200001001", Start: new(2023, 9, 4)));
        school.Staff.Add(new ArborStaff { Id = 1, Title = "Ms", LegalFirstName = "Jo", LegalLastName = "Lee", JobTitle = "Teacher", Email = "jo@school.example", StaffNumber = "JLE", JoiningDate = new(2020, 9, 1) });
        school.Staff.Add(new ArborStaff { Id = 2, LegalFirstName = "Has", LegalLastName = "Left", Active = false });
        school.Guardians.Add(new ArborGuardian(1, "Mrs", "Grace", "Okafor", "grace@home.example"));
        school.Relationships.Add(new ArborRelationship(1, 1, 1, "Mother"));
        school.Relationships.Add(new ArborRelationship(2, 2, 1, "Carer", Legal: false, Priority: 2));
        school.RegistrationForms.Add(new ArborGroup { Id = 1, Name = "7A", YearStart = new(2024, 9, 1), YearEnd = new(2025, 8, 31), Students = [new(1), new(2, End: new(2024, 12, 20))], Staff = [new(1)] });
        school.TeachingGroups.Add(new ArborGroup { Id = 1, Name = "7A/Ma", YearStart = new(2024, 9, 1), YearEnd = new(2025, 8, 31), Students = [new(1), new(3, Start: new(2025, 2, 1))], Staff = [new(1)] });
        school.TeachingGroups.Add(new ArborGroup { Id = 2, Name = "6B/Ma", YearStart = new(2023, 9, 1), YearEnd = new(2024, 8, 31), Students = [new(1)] });
        school.Attendance.Add(new ArborAttendance(1, 1, "/", new(2025, 1, 3, 9, 0, 0)));
        school.Attendance.Add(new ArborAttendance(2, 1, "\\", new(2025, 1, 3, 13, 15, 0)));
        return new ArborFixture(await ArborFake.StartAsync(new ArborFakeOptions { School = school, Approved = approved }));
    }

    public static ArborStudent Student(int id) => new()
    {
        Id = id,
        LegalFirstName = "Amelia",
        LegalMiddleNames = "Grace",
        LegalLastName = "Okafor",
        PreferredFirstName = "Millie",
        PreferredLastName = "Okafor",
        DateOfBirth = "2012-03-04",
        Gender = "Female",
        StudentNumber = $"00010{id}",
        EntryDate = new(2023, 9, 4),
        AcademicLevel = "Year 7",
        RegistrationForm = "7A",
        Email = "millie@school.example",
    };

    public async Task<byte[]> PullAsync(params Report[] reports)
    {
        using var capture = new MemoryStream();
        await Mis.PullAsync(Settings(reports), capture, CancellationToken.None);
        return capture.ToArray();
    }

    public async Task<List<ExtractItem>> PullAndReadAsync(params Report[] reports) =>
        Read(await PullAsync(reports), new ReadSettings { Accepted = (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet() });

    public List<ExtractItem> Read(byte[] capture, ReadSettings? settings = null) => [.. Mis.Read(new MemoryStream(capture), null, settings ?? Everything)];

    public async Task<string> RefusalAsync(params Report[] reports) => (await Assert.ThrowsAsync<MisExportException>(() => PullAsync(reports))).Code;

    public async Task<IReadOnlyList<(string Code, Report? Report)>> CheckAsync(SchoolNumbers? school = null, params Report[] reports) =>
        [.. (await Mis.CheckAsync(Settings(reports) with { School = school }, CancellationToken.None)).Select(check => (check.Code, check.Report))];

    public async ValueTask DisposeAsync()
    {
        Transport.Dispose();
        await Fake.DisposeAsync();
    }

    private PullSettings Settings(Report[] reports) => new(Values, (reports.Length == 0 ? Enum.GetValues<Report>() : reports).ToHashSet())
    {
        Previous = _ => Task.FromResult<Stream?>(Previous is null ? null : new MemoryStream(Previous)),
    };
}
