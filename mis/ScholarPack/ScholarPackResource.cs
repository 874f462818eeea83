using System.Globalization;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.ScholarPack;

/// <summary>One resource of the API and the report that it serves.</summary>
/// <param name="Name">Folder in the capture, and kind of record in a field map.</param>
/// <param name="Report">The report.</param>
/// <param name="Path">Under <c>api/v1/</c>.</param>
internal sealed record ScholarPackResource(string Name, Report Report, string Path)
{
    public const string Students = "students";
    public const string Staff = "staff";
    public const string Contacts = "contacts";
    public const string Register = "register";
    public const string SchoolPath = "api/v1/school/";

    /// <summary>All, in the order in which they are pulled.</summary>
    public static IReadOnlyList<ScholarPackResource> All { get; } =
    [
        new(Students, Report.Students, "students/"), new(Staff, Report.Staff, "staff/"), new(Contacts, Report.Contacts, "contacts/"), new(Register, Report.Attendance, "students/register/"),
    ];

    /// <summary>Resources with the report that they serve, in the order in which they are read. Groups are known only from the people who are in them.</summary>
    public static IReadOnlyList<(string Resource, Report Report)> Reports { get; } = [.. All.Select(one => (one.Name, one.Report)), (Students, Report.GroupsAndClasses), (Staff, Report.GroupsAndClasses)];

    /// <summary>The resources that the accepted reports need, each once.</summary>
    public static IReadOnlyList<ScholarPackResource> Of(IReadOnlySet<Report> accepted) =>
        [.. All.Where(one => Reports.Any(report => report.Resource == one.Name && accepted.Contains(report.Report)))];

    /// <param name="perPage">Null leaves it to the host: the address of the next page that it gives may not repeat what was asked for.</param>
    public string Address(int? perPage) => string.Create(CultureInfo.InvariantCulture, $"api/v1/{Path}{(perPage is { } size ? $"?per_page={size}" : "")}");

    /// <summary>All pages, following <c>next_uri</c>, which must stay on the host. Every page has to say the same of how many there are and how long they are.</summary>
    public PagedResource Paged(ScholarPackConnection connection)
    {
        var seen = 0;
        (int Pages, int Size)? first = null;
        return new PagedResource(Name, new PullRequest(new Uri(connection.BaseUrl, Address(connection.PerPage))), (request, body) =>
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.Find("data") is not { ValueKind: JsonValueKind.Array } data || Number(root, "page") is not { } page || Number(root, "pages") is not { } pages)
            {
                return PageLook.Failed(MisErrorCodes.PageMissing);
            }

            var records = data.GetArrayLength();
            var shape = (pages, Number(root, "per_page") ?? 0);
            first ??= shape;
            if (page != ++seen || shape != first)
            {
                return PageLook.Broken(records);
            }

            var more = root.Find("has_next") is { ValueKind: JsonValueKind.True };
            if (root.FindText("next_uri") is { } next && more)
            {
                return PageLook.More(records, request with { Url = PullUrl.Next(request.Url, next) });
            }

            // "There is more", but not where; or an end before the last page. A resource without records has no page, or one.
            return more || (page != pages && records > 0) ? PageLook.Broken(records) : PageLook.Last(records);
        });
    }

    private static int? Number(JsonElement json, string name) =>
        int.TryParse(json.FindText(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
