using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Uso.Fakes.Isams;

/// <summary>Answers in the shape of the Batch API: empty values blank or a single space, errors as messages, and a declared encoding that is not the file's.</summary>
internal static class IsamsBatch
{
    public const string Path = "/api/batch/1.0/xml.ashx";

    /// <summary>Methods by name, with the resource that each is of.</summary>
    public static readonly IReadOnlyDictionary<string, string> Methods = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Pupil_GetCurrentPupils"] = "students",
        ["HumanResources_GetCurrentStaff"] = "employees",
        ["Teaching_GetSets"] = "sets",
        ["Teaching_GetSetLists"] = "setLists",
    };

    /// <summary>The methods that the body asks for; null when it is not XML.</summary>
    public static async Task<string[]?> AskedAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            var document = await XDocument.LoadAsync(body, LoadOptions.None, cancellationToken);
            return [.. document.Descendants("Method").Select(method => method.Value)];
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static XElement Data(IsamsSchool school, IReadOnlyCollection<string> methods, ICollection<string> empty)
    {
        var asked = methods.Select(method => Methods[method]).ToHashSet();
        return new XElement(
            "iSAMS",
            asked.Contains("employees") ? new XElement("HRManager", new XElement("CurrentStaff", Some("employees", school.Employees).Select(Employee))) : null,
            asked.Contains("sets") || asked.Contains("setLists")
                ? new XElement(
                    "TeachingManager",
                    asked.Contains("sets") ? new XElement("Sets", Some("sets", school.Sets).Select(Set)) : null,
                    asked.Contains("setLists") ? new XElement("SetLists", Some("setLists", school.Sets).SelectMany(SetList)) : null)
                : null,
            asked.Contains("students") ? new XElement("PupilManager", new XElement("CurrentPupils", Some("students", school.Students).Select(Pupil))) : null);

        IEnumerable<T> Some<T>(string resource, IEnumerable<T> all) => empty.Contains(resource) ? [] : all;
    }

    public static XElement Message(string id, string title, string description) => new(
        "Message", new XElement("MessageId", id), new XElement("MessageName", id), new XElement("Title", title), new XElement("Description", description));

    /// <summary>The bytes: ASCII with character references, whatever the declaration says.</summary>
    public static byte[] Bytes(XElement root, string declared)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = Encoding.ASCII, OmitXmlDeclaration = true }))
        {
            root.Save(writer);
        }

        return [.. Encoding.ASCII.GetBytes($"<?xml version=\"1.0\" encoding=\"{declared}\"?>\r\n"), .. bytes.ToArray()];
    }

    private static XElement Employee(IsamsEmployee e) => new(
        "StaffMember",
        new XAttribute("Id", e.Id),
        new XAttribute("PersonId", 3000 + e.Id),
        Text("Initials", e.Initials),
        Text("UserCode", $"U{e.Id}"),
        Text("Title", e.Title),
        Text("Forename", e.Forename),
        Text("MiddleNames", e.MiddleNames),
        Text("Surname", e.Surname),
        Text("PreferredName", e.PreferredName ?? e.Forename),
        Text("DOB", e.DateOfBirth),
        Text("SchoolEmailAddress", e.Email),
        new XElement("TeachingStaff", e.IsTeachingStaff ? 1 : 0),
        new XElement("Divisions", new XElement("Division", new XAttribute("Id", 1), new XElement("Name", "Senior School"))));

    private static XElement Pupil(IsamsStudent s) => new(
        "Pupil",
        new XAttribute("Id", s.SchoolId),
        Text("UPN", s.Upn),
        Text("SchoolCode", s.SchoolCode),
        Text("SchoolId", s.SchoolId),
        Text("Forename", s.Forename),
        Text("Surname", s.Surname),
        Text("Middlename", s.MiddleNames),
        Text("Preferredname", s.PreferredName ?? s.Forename),
        Text("Gender", s.Gender),
        Text("DOB", s.DateOfBirth),
        Text("AcademicHouse", s.AcademicHouse),
        Text("Form", s.FormGroup),
        Text("NCYear", s.YearGroup?.ToString(CultureInfo.InvariantCulture)),
        Text("EmailAddress", s.Email),
        Text("EnrolmentDate", IsamsJson.Date(s.EnrolmentDate)),
        Text("Nationalities", null));

    private static XElement Set(IsamsSet set) => new("Set", new XAttribute("Id", set.Id), Text("SetCode", set.SetCode ?? set.Name), Text("Name", set.Name), new XElement("Teachers"));

    private static IEnumerable<XElement> SetList(IsamsSet set) => set.SchoolIds.Select((id, i) => new XElement(
        "SetList",
        new XAttribute("Id", (set.Id * 1000) + i),
        new XAttribute("SetId", set.Id),
        new XElement("SetId", new XAttribute("Legacy", "True"), set.Id),
        new XElement("SchoolId", new XAttribute("Legacy", "True"), id)));

    private static XElement Text(string name, string? value) => new(name, value ?? " ");
}
