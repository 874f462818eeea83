using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Uso.Grains.Tests;

/// <summary>Builds small SIMS exports: a zip of SuperStarReport files.</summary>
internal sealed class SimsExport
{
    private readonly List<Pupil> _pupils = [];
    private readonly List<Member> _staff = [];
    private readonly List<Pupil> _future = [];
    private readonly List<Class> _groups = [];
    private bool _withGroups;
    private bool _cutGroups;
    private bool _withFuture;
    private bool _withoutStaff;
    private bool _withoutStudents;
    private bool _cutShort;

    internal sealed record Pupil(string Id, string First, string Last, string Born, string? Upn = null, string? Year = null, string? Start = null, string? Chosen = null, string? Enrolment = null);

    internal sealed record Class(string Id, string Name, string? Subject, string[] Pupils, string[] Teachers, string Type = "Class");

    internal sealed record Member(string Id, string First, string Last, string? Born = null);

    public SimsExport With(params Pupil[] pupils)
    {
        _pupils.AddRange(pupils);
        return this;
    }

    public SimsExport WithStaff(params Member[] staff)
    {
        _staff.AddRange(staff);
        return this;
    }

    public SimsExport WithFuture(params Pupil[] pupils)
    {
        _withFuture = true;
        _future.AddRange(pupils);
        return this;
    }

    public SimsExport WithGroups(params Class[] groups)
    {
        _withGroups = true;
        _groups.AddRange(groups);
        return this;
    }

    /// <summary>The last line of the groups report, a CSV here, is not ended.</summary>
    public SimsExport CutGroups()
    {
        _cutGroups = true;
        return this;
    }

    /// <summary>The export lacks the staff report.</summary>
    public SimsExport WithoutStaffReport()
    {
        _withoutStaff = true;
        return this;
    }

    /// <summary>The export lacks the students report.</summary>
    public SimsExport WithoutStudentsReport()
    {
        _withoutStudents = true;
        return this;
    }

    /// <summary>The students report ends in the middle.</summary>
    public SimsExport CutShort()
    {
        _cutShort = true;
        return this;
    }

    public byte[] ToZip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            if (!_withoutStudents)
            {
                Write(zip, "Students.xml", _pupils.Select(Fields), _cutShort);
            }

            if (!_withoutStaff)
            {
                Write(zip, "Staff.xml", _staff.Select(Fields));
            }

            if (_withGroups)
            {
                using var stream = zip.CreateEntry("GroupsAndClasses.csv").Open();
                stream.Write(Encoding.UTF8.GetBytes(GroupsCsv()));
            }

            if (_withFuture)
            {
                Write(zip, "FutureStudents.xml", _future.Select(Fields));
            }
        }

        return bytes.ToArray();

        string GroupsCsv() => "multiple_id,Group Name,Group Type,Subject,Member Type\r\n" + string.Join("\r\n", _groups.SelectMany(Lines)) + (_cutGroups ? "" : "\r\n");
    }

    private static IEnumerable<string> Lines(Class group) =>
        group.Pupils.Select(id => (Id: id, Kind: "Pupil")).Concat(group.Teachers.Select(id => (Id: id, Kind: "Staff")))
            .Select(member => $"\"{group.Id},{member.Id}\",{group.Name},{group.Type},{group.Subject},{member.Kind}");

    private static IEnumerable<(string Name, string? Value)> Fields(Pupil pupil) =>
    [
        ("primary_id", pupil.Id), ("UPN", pupil.Upn), ("Legal Surname", pupil.Last), ("Forename", pupil.First), ("ChosenName", pupil.Chosen),
        ("DOB", pupil.Born + "T00:00:00"), ("Year", pupil.Year), ("Enrolment Status", pupil.Enrolment), ("Date of Admission", pupil.Start is null ? null : pupil.Start + "T00:00:00"),
    ];

    private static IEnumerable<(string Name, string? Value)> Fields(Member member) =>
    [
        ("primary_id", member.Id), ("Legal Surname", member.Last), ("Forename", member.First),
        ("DOB", member.Born is null ? null : member.Born + "T00:00:00"),
    ];

    private static void Write(ZipArchive zip, string name, IEnumerable<IEnumerable<(string Name, string? Value)>> records, bool cutShort = false)
    {
        using var text = new StringWriter();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("SuperStarReport");
            foreach (var record in records)
            {
                xml.WriteStartElement("Record");
                foreach (var (column, value) in record.Where(field => field.Value is not null))
                {
                    xml.WriteElementString(XmlConvert.EncodeLocalName(column), value);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        using var stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()).AsSpan()[..^(cutShort ? 20 : 0)]);
    }
}
