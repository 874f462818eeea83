using Microsoft.AspNetCore.Http;
using Uso.Mis.Pulling;
using Uso.Mis.Tests.Pulling;
using Uso.Mis.Wonde;

namespace Uso.Mis.Tests.Wonde;

/// <summary>Against other people's samples of Wonde's API, where they are at hand: hand-written fixtures of a public client, and a community's description.</summary>
public sealed class WondeSampleTests
{
    /// <summary>What that description leaves out; from the public documentation's field lists instead.</summary>
    private static readonly string[] NotDescribed =
        ["admission_date", "admission_number", "enrolment_status", "leaving_date", "parental_responsibility", "priority", "relationship", "staff_code", "upn"];

    [Fact]
    public void FieldsThatAreRead_AreInTheDescription()
    {
        var words = Read("Edrolo-pywonde__wonde.openapi.yaml").Split([' ', '\n', '\r', ':', '\'', '"', ',', '[', ']', '/'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var names = new[] { WondeMaps.Students, WondeMaps.Employees, WondeMaps.Contacts, WondeMaps.ContactStudents, WondeMaps.Groups, WondeMaps.Subjects, WondeMaps.Members }
            .SelectMany(map => map.Fields).SelectMany(field => field.Paths).SelectMany(path => path.Split('.')).Distinct();

        Assert.Equal(NotDescribed, names.Where(name => !words.Contains(name)).Order(StringComparer.Ordinal));
        Assert.Equal(["students-pre-admission"], WondeResource.All.Select(resource => resource.Name).Where(name => !words.Contains(name)));
    }

    [Theory]
    [InlineData("A-TEST-30000", true, 3)]
    [InlineData("A-TEST-10000", true, 1)]
    [InlineData("A-TEST-90000", false, 3)]
    public async Task ListOfSchools_IsReadPageByPage(string school, bool listed, int pages)
    {
        string[] bodies = [.. Enumerable.Range(1, 3).Select(page => Read($"ChrisLightfootWild__schools__all__page-{page}.json"))];
        PullServer? server = null;
        await using var started = server = await PullServer.StartAsync(context =>
            context.Response.WriteAsync(bodies[context.Request.Query["page"].FirstOrDefault() is { } page ? page[0] - '1' : 0].Replace("https://api.wonde.com/", server!.Url.ToString(), StringComparison.Ordinal)));
        using var transport = server.Transport();
        var connection = new WondeConnection(new Uri(server.Url, "v1.0/"), school, "token", 50, CheckCounts: true);
        var client = new PullClient(transport, connection.BaseUrl, PullAuthoriser.Bearer("token"));

        Assert.Equal(listed, await WondeApproval.IsListedAsync(client, connection, "all", CancellationToken.None));
        Assert.Equal(pages, server.Requests.Count);
    }

    [Theory]
    [InlineData("10003", null)]
    [InlineData("10004", ConnectionCheckCodes.WrongSchool)]
    public async Task School_SaysWhoseItIs(string urn, string? code)
    {
        var body = Read("ChrisLightfootWild__schools__A1930499544__get-response.json");
        PullServer? server = null;
        await using var started = server = await PullServer.StartAsync(context =>
            context.Response.WriteAsync(context.Request.Path == "/v1.0/schools/A1930499544" ? body.Replace("\"domain\": \"api.wonde.com\"", $"\"domain\": \"{server!.Url.Authority}\"", StringComparison.Ordinal) : "{\"data\":[]}"));
        using var transport = server.Transport();
        var values = new Dictionary<string, string> { ["baseUrl"] = new Uri(server.Url, "v1.0").ToString(), ["schoolId"] = "A1930499544", ["token"] = "token" };
        var checks = await new WondePuller(transport).CheckAsync(
            new PullSettings(values, new HashSet<Report>()) { School = new SchoolNumbers(urn, "10000", "10000") }, CancellationToken.None);

        Assert.Equal(code, checks.SingleOrDefault()?.Code);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Samples.Folder("wonde"), name));
}
