using System.Security.Cryptography;
using Uso.Mis;
using Uso.Mis.Sims;
using Uso.Samples.Generator;

namespace Uso.Samples.Tests;

public sealed class SimsWriterTests
{
    private static readonly SampleWorld World = SampleWorld.Create();

    private static IEnumerable<SchoolDay> SimsDays(SampleWorld world) => world.Days.SelectMany(d => d.Schools).Where(s => s.School.Mis == "sims");

    [Fact]
    public void WriteExport_SameSeed_GivesTheSameBytes()
    {
        var again = SampleWorld.Create();

        foreach (var (one, other) in SimsDays(World).Zip(SimsDays(again)))
        {
            Assert.Equal(Hash(one), Hash(other));
        }
    }

    [Fact]
    public void WriteExport_OtherSeed_GivesOtherPeople()
    {
        var other = SampleWorld.Create(new SampleOptions { Seed = 7 });

        Assert.NotEqual(Hash(SimsDays(World).First()), Hash(SimsDays(other).First()));
    }

    [Fact]
    public void WriteExport_QuietDays_SameBytesOrSameContentOnly()
    {
        var same = World.Days[1].Schools.Single(s => s.Kind == ExportKind.SameBytes);
        var rewritten = World.Days[1].Schools.Single(s => s.Kind == ExportKind.SameContent);

        Assert.Equal(Hash(World.Days[0].Schools.Single(s => s.School == same.School)), Hash(same));
        Assert.NotEqual(Hash(World.Days[0].Schools.Single(s => s.School == rewritten.School)), Hash(rewritten));
        Assert.Equal(People(World.Days[0].Schools.Single(s => s.School == rewritten.School)), People(rewritten));
    }

    [Fact]
    public void WriteExport_EveryDay_IsReadBackAsTheSamePeople()
    {
        foreach (var day in SimsDays(World))
        {
            var expected = day.Rows.Where(r => r.Bad == BadRow.None && day.Has(ReportOf(r)))
                .Select(r => new Person(r.Kind, r.MisId, r.FirstName, r.LastName, r.DateOfBirth, r.Upn, r.IsFuture)).Order();

            Assert.Equal(expected, People(day));
        }
    }

    [Fact]
    public void WriteExport_BadRows_AreRejectedAndNothingElse()
    {
        foreach (var day in SimsDays(World))
        {
            var items = Read(day);

            Assert.Equal(day.Rows.Count(r => r.Bad != BadRow.None), items.OfType<RejectedRow>().Count());
            Assert.All(items.OfType<ReportEnd>(), e => Assert.True(e.Complete));
            Assert.Equal(day.School.Reports.Where(day.Has).Order(), items.OfType<ReportEnd>().Select(e => e.Report).Order());
        }
    }

    [Fact]
    public void WriteExport_TruncatedDay_IsRefusedWhole()
    {
        var day = SimsDays(World).First() with { Kind = ExportKind.Truncated };

        Assert.Throws<MisExportException>(() => Read(day));
    }

    [Fact]
    public void WriteExport_BrothersAndSisters_ShareTheirContacts()
    {
        var links = Read(World.Days[0].Schools[1]).OfType<ExtractContactLink>().GroupBy(l => l.ContactMisId);

        Assert.Contains(links, l => l.Count() > 1);
    }

    [Fact]
    public void WriteExport_Groups_HaveMembersWhoAreInTheExport()
    {
        foreach (var day in SimsDays(World).Where(d => d.Day == 1 && d.School.Reports.Contains(Report.GroupsAndClasses)))
        {
            var items = Read(day);
            var known = items.OfType<ExtractPerson>().Select(p => (p.Kind, p.MisId)).ToHashSet();

            Assert.NotEmpty(items.OfType<ExtractMembership>());
            Assert.All(items.OfType<ExtractMembership>(), m => Assert.Contains((m.Kind, m.PersonMisId), known));
        }
    }

    private static Report ReportOf(SampleRow row) => (row.Kind, row.IsFuture) switch
    {
        (PersonKind.Staff, false) => Report.Staff,
        (PersonKind.Staff, true) => Report.FutureStaff,
        (_, true) => Report.FutureStudents,
        _ => Report.Students,
    };

    private static MemoryStream Export(SchoolDay day)
    {
        var stream = new MemoryStream();
        SimsWriter.WriteExport(day, stream);
        stream.Position = 0;
        return stream;
    }

    private static string Hash(SchoolDay day) => Convert.ToHexStringLower(SHA256.HashData(Export(day)));

    private static List<ExtractItem> Read(SchoolDay day) =>
        [.. new SimsMis().Read(Export(day), SimsWriter.FileName(day), new ReadSettings { Accepted = day.School.Reports.ToHashSet() })];

    private static List<Person> People(SchoolDay day) =>
        [.. Read(day).OfType<ExtractPerson>().Where(p => p.Kind != PersonKind.Contact)
            .Select(p => new Person(p.Kind, p.MisId, p.LegalFirstName, p.LegalLastName, p.DateOfBirth, p.Upn, p.IsFuture)).Order()];

    private sealed record Person(PersonKind Kind, string MisId, string First, string Last, DateOnly? Born, string? Upn, bool Future) : IComparable<Person>
    {
        public int CompareTo(Person? other) => other is null ? 1 : string.CompareOrdinal($"{Kind} {MisId}", $"{other.Kind} {other.MisId}");
    }
}
