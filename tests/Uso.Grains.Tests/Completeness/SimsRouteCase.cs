using System.IO.Compression;
using System.Text;
using Uso.GrainInterfaces;
using Uso.Mis;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests.Completeness;

internal enum SimsForm
{
    Xml,
    Csv,
    Zip,
}

/// <summary>SIMS: the agent pushes a report as XML or CSV, or an archive of reports.</summary>
internal sealed class SimsRouteCase(SimsForm form) : MisRouteCase
{
    private int _night;

    public override string Why(Flaw flaw) => (flaw, form) switch
    {
        (Flaw.Empty, _) => MisErrorCodes.ExportEmpty,
        (Flaw.CutShort, SimsForm.Csv) => MisErrorCodes.ReportTruncated,
        (Flaw.CutShort, _) => MisErrorCodes.ExportTruncated,
        (Flaw.PermissionLost, SimsForm.Csv) => MisErrorCodes.ReportEmpty,
        (Flaw.PermissionLost, _) => MisErrorCodes.ExportErrorFile,
        (Flaw.ReportMissing, _) => NoReport,
        (Flaw.Yesterdays, _) => MisErrorCodes.ExportOld,
        (Flaw.OtherSchools, _) => MisErrorCodes.ExportOtherSchool,
        _ => Held,
    };

    public override async Task<Region> StartAsync(string urn)
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(urn);
        return region;
    }

    public override async Task<RunStatus> NightAsync(Region region, string urn, Pupil[] pupils, Pupil[] before, Flaw? flaw)
    {
        var extension = form is SimsForm.Zip ? "zip" : form is SimsForm.Csv ? "csv" : "xml";
        var report = flaw is Flaw.ReportMissing && form is not SimsForm.Zip ? "Staff" : "Students";
        var exportedAt = region.Host.Clock.GetUtcNow() - (flaw is Flaw.Yesterdays ? TimeSpan.FromDays(30) : TimeSpan.Zero);
        await region.UploadAsync(urn, Bytes(pupils, before, flaw), form is SimsForm.Zip ? "export.zip" : $"{report}.{extension}", exportedAt);
        return await region.RunAsync(urn, new StartRun { OperationId = $"night-{++_night}" });
    }

    private byte[] Bytes(Pupil[] pupils, Pupil[] before, Flaw? flaw)
    {
        Pupil[] rows = flaw switch
        {
            Flaw.PageMissing => WithoutPage(pupils),
            Flaw.Yesterdays => before,
            Flaw.OtherSchools => Strangers(pupils.Length),
            Flaw.HalfTheRows => pupils[..(pupils.Length / 2)],
            _ => pupils,
        };
        var students = form is SimsForm.Csv ? Csv(flaw is Flaw.PermissionLost ? [] : rows) : flaw is Flaw.PermissionLost ? ErrorFile : Xml(rows);
        if (flaw is Flaw.ReportMissing && form is not SimsForm.Zip)
        {
            students = form is SimsForm.Csv ? Utf8("primary_id,Legal Surname,Forename\r\n900,Whitlock,Ursula\r\n") : Xml([new Pupil("900", "Ursula", "Whitlock", "1980-01-01")]);
        }

        return (flaw, form) switch
        {
            (Flaw.Empty, _) => [],
            (Flaw.CutShort, SimsForm.Zip) => Zip(("Students.xml", students))[..^60],
            (Flaw.CutShort, _) => students[..^25],
            (Flaw.ReportMissing, SimsForm.Zip) => Zip(("Staff.xml", Xml([new Pupil("900", "Ursula", "Whitlock", "1980-01-01")]))),
            (_, SimsForm.Zip) => Zip(("Students.xml", students)),
            _ => students,
        };
    }

    private static byte[] ErrorFile => Utf8("<CommandReporterError><Message>The user may not run this report.</Message></CommandReporterError>");

    private static byte[] Xml(Pupil[] pupils) => Utf8(string.Concat(
        ["<SuperStarReport>", .. pupils.Select(one =>
            $"<Record><primary_id>{one.Id}</primary_id><Legal_x0020_Surname>{one.Last}</Legal_x0020_Surname><Forename>{one.First}</Forename><DOB>{one.Born}T00:00:00</DOB></Record>"), "</SuperStarReport>"]));

    private static byte[] Csv(Pupil[] pupils) => Utf8(string.Concat(
        ["primary_id,Legal Surname,Forename,DOB\r\n", .. pupils.Select(one => $"{one.Id},{one.Last},{one.First},{one.Born}T00:00:00\r\n")]));

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
