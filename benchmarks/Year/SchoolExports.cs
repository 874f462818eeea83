using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Year;

/// <summary>What became of a night's export.</summary>
internal enum ExportFate
{
    Good,

    /// <summary>Nothing came.</summary>
    Outage,
    Empty,
    Truncated,

    /// <summary>Well formed, with half of the rows.</summary>
    Half,

    /// <summary>Yesterday's file again.</summary>
    Repeated,

    /// <summary>Another school's file.</summary>
    WrongSchool,
}

/// <summary>Writes a school's export of a day as its agent would send it.</summary>
internal static class SchoolExports
{
    public static byte[] Write(TruthSchool school, DateOnly date, IReadOnlySet<int> glitches, ExportFate fate)
    {
        if (fate is ExportFate.Empty)
        {
            return [];
        }

        var posts = (school.Next is not null && school.MisRolledOn <= date ? school.Next : school.Posts).Values
            .Where(post => !glitches.Contains(post.Person.Number))
            .OrderBy(post => post.MisId.Length).ThenBy(post => post.MisId, StringComparer.Ordinal)
            .ToList();
        var pupils = posts.Where(post => post.Person.Kind is PersonKind.Pupil).Select(Row).ToList();
        var staff = posts.Where(post => post.Person.Kind is PersonKind.Staff).Select(Row).ToList();
        using var bytes = new MemoryStream();
        SimsWriter.WriteExport(
            new SchoolDay
            {
                School = school.Sample,
                Day = 1,
                Date = date,
                Kind = fate is ExportFate.Truncated ? ExportKind.Truncated : ExportKind.Normal,
                ExportedAt = date.ToDateTime(new TimeOnly(18, 0)),
                Pupils = fate is ExportFate.Half ? pupils[..(pupils.Count / 2)] : pupils,
                Staff = fate is ExportFate.Half ? staff[..(staff.Count / 2)] : staff,
                Groups = Groups(pupils, staff),
            },
            bytes);
        return bytes.ToArray();
    }

    public static SampleRow Row(Post post) => new()
    {
        MisId = post.MisId,
        Kind = post.Person.Kind,
        Person = post.Person.Number,
        FirstName = post.Person.FirstName,
        LastName = post.Person.LastName,
        PreferredFirstName = post.Person.PreferredFirstName,
        DateOfBirth = post.Person.Born,
        Girl = post.Person.Girl,
        Upn = post.Person.UpnOnFile,
        Year = post.Year,
        RegistrationGroup = post.Reg,
        StartDate = post.Start,
    };

    private static List<SampleGroup> Groups(List<SampleRow> pupils, List<SampleRow> staff) =>
    [
        .. pupils.GroupBy(row => row.RegistrationGroup!).OrderBy(group => group.Key, StringComparer.Ordinal).Select((group, i) => new SampleGroup
        {
            Id = group.Key,
            Name = group.Key,
            Kind = GroupKind.RegistrationGroup,
            Members = [.. group.Select(row => (PersonKind.Pupil, row.MisId)), .. staff.Skip(i).Take(1).Select(row => (PersonKind.Staff, row.MisId))],
        }),
    ];
}
