using System.Globalization;
using System.IO.Compression;
using System.Text;
using Uso.Mis.Contract;
using Uso.Mis.OneRoster;
using Uso.Samples.Generator;

namespace Uso.Mis.Tests.Files;

/// <summary>OneRoster: bulk and delta, several schools, what an archive must have.</summary>
public sealed class OneRosterTests
{
    private static readonly OneRosterMis Mis = new();

    private static SchoolDay Day => ContractSchool.Day();

    private static byte[] Archive(bool delta = false, Func<SampleRow, bool>? withheld = null, params (string Name, Func<string, string?> Change)[] changes)
    {
        using var bytes = new MemoryStream();
        OneRosterWriter.WriteExport(Day, bytes, withheld, delta);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, change) in changes)
            {
                var entry = zip.GetEntry(name)!;
                string text;
                using (var reader = new StreamReader(entry.Open()))
                {
                    text = reader.ReadToEnd();
                }

                entry.Delete();
                if (change(text) is { } changed)
                {
                    using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                    writer.Write(changed);
                }
            }
        }

        return bytes.ToArray();
    }

    private static List<ExtractItem> Read(byte[] archive, string? org = null, params Report[] reports) =>
    [
        .. Mis.Read(new MemoryStream(archive), "roster.zip", new ReadSettings
        {
            Accepted = (reports.Length == 0 ? Mis.Descriptor.Reports : reports).ToHashSet(),
            Values = org is null ? new Dictionary<string, string>() : new() { ["orgSourcedId"] = org },
        }),
    ];

    private static string Code(byte[] archive, string? org = null) => Assert.Throws<MisExportException>(() => Read(archive, org)).Code;

    private static string? Reason(byte[] archive, Report report) => Read(archive).OfType<ReportEnd>().Single(end => end.Report == report).Reason;

    [Fact]
    public void Delta_BringsPeopleAndProvesNoAbsence()
    {
        var items = Read(Archive(delta: true));

        Assert.Equal(12, items.OfType<ExtractPerson>().Count(person => person.Kind is PersonKind.Pupil));
        Assert.All(items.OfType<ReportEnd>(), end => Assert.Equal((false, MisErrorCodes.ReportDelta), (end.Complete, end.Reason)));
    }

    [Fact]
    public void Delta_RowsToBeDeleted_AreAsAbsentAsIfTheyWereNotThere()
    {
        var gone = Day.Pupils[0].MisId;
        var items = Read(Archive(delta: true, changes: ("users.csv", text => text.Replace($"\n{gone},,", $"\n{gone},tobedeleted,", StringComparison.Ordinal))));

        Assert.DoesNotContain(items.OfType<ExtractPerson>(), person => person.MisId == gone);
        Assert.Empty(items.OfType<RejectedRow>());
    }

    [Fact]
    public void Upn_IsTakenOutOfTheListOfIds() =>
        Assert.Equal(Day.Pupils.Select(pupil => pupil.Upn), Read(Archive()).OfType<ExtractPerson>().Where(person => person.Kind is PersonKind.Pupil).Select(person => person.Upn));

    [Fact]
    public void Users_OfARoleWithoutARow_ShowThatSomethingIsMissing() =>
        Assert.Equal(MisErrorCodes.CountMismatch, Reason(Archive(withheld: row => row.MisId == Day.Pupils[3].MisId), Report.Students));

    [Fact]
    public void Pupils_WithoutADateOfBirth_AreRejectedAndStillThere()
    {
        var items = Read(Archive(changes: ("demographics.csv", text => text.Split('\n')[0] + "\n")));

        Assert.Equal(12, items.OfType<RejectedRow>().Count(row => row is { Field: "DateOfBirth", Rule: MisErrorCodes.RowMissingValue, Kind: PersonKind.Pupil, MisId: not null }));
        Assert.Equal(3, items.OfType<ExtractPerson>().Count(person => person.Kind is PersonKind.Staff));
    }

    [Fact]
    public void Person_OfThreeFiles_IsPutTogetherByTheIdWhateverItsAlphabet()
    {
        // The number's own file writes it with spaces around.
        var pupil = Day.Pupils[3];
        var archive = Archive(changes:
        [
            ("users.csv", text => text.Replace($"\n{pupil.MisId},", "\nÜ-ß 7,", StringComparison.Ordinal)),
            ("roles.csv", text => text.Replace($",{pupil.MisId},primary", ", Ü-ß 7 ,primary", StringComparison.Ordinal)),
            ("demographics.csv", text => text.Replace($"\n{pupil.MisId},", "\nÜ-ß 7,", StringComparison.Ordinal)),
        ]);

        var read = Assert.Single(Read(archive).OfType<ExtractPerson>(), person => person.MisId == "Ü-ß 7");

        Assert.Equal((pupil.LastName, pupil.DateOfBirth, pupil.StartDate, "male"), (read.LegalLastName, read.DateOfBirth, read.StartDate, read.Gender));
        Assert.Null(Reason(archive, Report.Students));
    }

    [Theory]
    [InlineData("2014-02-30", MisErrorCodes.RowBadDate)]
    [InlineData("soon", MisErrorCodes.RowBadDate)]
    [InlineData("1815-12-10", MisErrorCodes.RowBadDate)]
    [InlineData("", MisErrorCodes.RowMissingValue)]
    [InlineData("04/09/2014", null)]
    [InlineData(" 2014-09-04", null)]
    public void BirthDate_OfAnotherFile_IsHeldToTheSameRules(string date, string? rule)
    {
        var pupil = Day.Pupils[3];

        var items = Read(Archive(changes: ("demographics.csv", text => text.Replace(
            string.Create(CultureInfo.InvariantCulture, $"{pupil.MisId},,,{pupil.DateOfBirth:yyyy-MM-dd}"), $"{pupil.MisId},,,{date}", StringComparison.Ordinal))));

        Assert.Equal(rule, items.OfType<RejectedRow>().SingleOrDefault(row => row.MisId == pupil.MisId)?.Rule);
        Assert.Equal(rule is null ? new DateOnly(2014, 9, 4) : null, items.OfType<ExtractPerson>().SingleOrDefault(person => person.MisId == pupil.MisId)?.DateOfBirth);
    }

    [Fact]
    public void SeveralSchools_NeedTheSetting()
    {
        var archive = Archive(changes: ("orgs.csv", text => text + "org-2,,,Other,school,999777,\r\n"));

        Assert.Equal(MisErrorCodes.ExportOtherSchool, Code(archive));
        Assert.Equal(MisErrorCodes.ExportOtherSchool, Code(archive, "org-3"));
        Assert.Equal(17, Read(archive, "org-1").OfType<ExtractPerson>().Count());
        Assert.Empty(Read(archive, "org-2").OfType<ExtractPerson>());
    }

    [Fact]
    public void File_WhoseLastLineIsNotEnded_IsNotWhole() =>
        Assert.Equal(MisErrorCodes.ReportTruncated, Reason(Archive(changes: ("users.csv", text => text.TrimEnd())), Report.Students));

    [Fact]
    public void Archive_ThatIsNone_IsRefused()
    {
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code(Archive(changes: ("manifest.csv", _ => null))));
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code(Archive(changes: ("manifest.csv", text => text.Replace("oneroster.version,1.2", "oneroster.version,1.1", StringComparison.Ordinal)))));
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code(Archive(changes: ("manifest.csv", text => text.Replace("file.roles,bulk", "file.roles,absent", StringComparison.Ordinal)))));
        Assert.Equal(MisErrorCodes.ExportTruncated, Code(Archive(changes: ("roles.csv", _ => null))));
        Assert.Equal(MisErrorCodes.ExportMissingColumn, Code(Archive(changes: ("users.csv", text => text.Replace("familyName", "surname", StringComparison.Ordinal)))));
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Code(Encoding.UTF8.GetBytes("sourcedId,status\n")));
    }

    /// <summary>The standard's own minimal files, read from where the samples are.</summary>
    [Fact]
    public void StandardsMinimalFiles_AreRead()
    {
        var folder = Samples.Folder(Path.Combine("oneroster", "csv-v1p2-minimal"), "standards");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in Directory.GetFiles(folder))
            {
                zip.CreateEntryFromFile(file, Path.GetFileName(file));
            }
        }

        var items = Read(bytes.ToArray());

        var teacher = Assert.Single(items.OfType<ExtractPerson>());
        Assert.Equal((PersonKind.Staff, "user-1", "Family", "teacher"), (teacher.Kind, teacher.MisId, teacher.LegalLastName, teacher.Role));
        Assert.Equal("Algebra One A", Assert.Single(items.OfType<ExtractGroup>()).Name);
        Assert.Single(items.OfType<ExtractMembership>());
        Assert.Equal([Report.Staff, Report.GroupsAndClasses], items.OfType<ReportEnd>().Where(end => end.Complete).Select(end => end.Report));
    }
}
