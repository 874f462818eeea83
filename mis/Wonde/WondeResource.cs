using System.Globalization;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>One resource of the API and the report that it serves.</summary>
/// <param name="Name">Path under the school, and folder in the capture.</param>
/// <param name="Report">The report.</param>
/// <param name="Include">Related objects that are asked for with it.</param>
/// <param name="CountName">Its name in the school's counts; null when there is none.</param>
internal sealed record WondeResource(string Name, Report Report, string Include, string? CountName)
{
    /// <summary>All, in the order in which they are pulled.</summary>
    public static readonly IReadOnlyList<WondeResource> All =
    [
        new("students", Report.Students, "education_details,contact_details,year,registration,house", "students"),
        new("students-pre-admission", Report.FutureStudents, "education_details,contact_details,year", null),
        new("employees", Report.Staff, "employment_details,contact_details", "employees"),
        new("contacts", Report.Contacts, "contact_details,students", "contacts"),
        new("groups", Report.GroupsAndClasses, "students,employees", "groups"),
        new("classes", Report.GroupsAndClasses, "subject,subjects,students,employees", "classes"),
    ];

    public string Path(WondeConnection connection, int perPage) =>
        string.Create(CultureInfo.InvariantCulture, $"{connection.SchoolPath}/{Name}?include={Include}&per_page={perPage}");

    public PagedResource Paged(WondeConnection connection, IReadOnlyDictionary<string, int> counts) =>
        new(Name, new PullRequest(new Uri(connection.BaseUrl, Path(connection, connection.PerPage))), Look)
        {
            Count = CountName is { } name && counts.TryGetValue(name, out var count) ? count : null,
        };

    private static PageLook Look(PullRequest request, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.Find("data") is not { ValueKind: JsonValueKind.Array } data)
        {
            return PageLook.Failed(MisErrorCodes.PageMissing);
        }

        var records = data.GetArrayLength();
        var pagination = json.RootElement.Find("meta", "pagination");
        if (pagination?.Find("next") is { ValueKind: JsonValueKind.String } link && link.GetString() is { Length: > 0 } next)
        {
            return PageLook.More(records, request with { Url = PullUrl.Next(request.Url, next) });
        }

        // "There is more", but not where: the paging did not come to its end.
        return pagination?.Find("more") is { ValueKind: JsonValueKind.True } ? PageLook.Broken(records) : PageLook.Last(records);
    }
}
