using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>Whole School Bulk Results: every count has its people and rows behind it, as JSON and as CSV.</summary>
[Collection(ApiCollection.Name)]
public sealed class BulkResultsTests(ApiFixture api)
{
    private const string Urn = "142001";
    private const string School = $"/api/schools/{Urn}";
    private const string Header = "primary_id,Legal Surname,Forename,DOB\r\n";

    [Fact]
    public async Task EverythingIsReachable_Filterable_AndCsv()
    {
        await api.SetUpAsync(Urn, ApiFixture.OtherLa, "4201", ApiFixture.OtherConsumer);
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new { mis = "sims" });
        await api.SendAsync(HttpMethod.Put, $"{School}/reports", new { reports = new[] { "Students" } });

        // 40 pupils; one is called like a formula, one row is bad.
        await ProcessAsync("first", Rows(1, 40) + "41,=HYPERLINK(1),Zoë,2012-05-05\r\n" + "42,Nobody,Knows,not-a-date\r\n");
        await api.SendAsync(HttpMethod.Post, $"{School}/exclusions", new { operationId = "x1", kind = "pupil", misId = "40", reason = "Asked by the family." });
        await RestAsync();

        // The next night lacks ten: more than pass.
        await ProcessAsync("second", Rows(1, 29) + Rows(40, 40) + "41,=HYPERLINK(1),Zoë,2012-05-05\r\n" + "42,Nobody,Knows,not-a-date\r\n43,New,Comer,2012-06-06\r\n");

        var results = await api.SendAsync(HttpMethod.Get, $"{School}/bulk-results");
        Assert.Equal("held", results.GetProperty("lastRun").GetProperty("phase").GetString());
        Assert.Equal("Students.csv", results.GetProperty("lastUpload").GetProperty("fileName").GetString());
        Assert.Equal(1, results.GetProperty("rejectedRows").GetInt32());
        Assert.Equal(1, results.GetProperty("pupils").GetProperty("excluded").GetInt32());
        Assert.Equal(0, results.GetProperty("staff").GetProperty("excluded").GetInt32());
        var hold = Assert.Single(results.GetProperty("held").EnumerateArray());
        Assert.Equal(10, hold.GetProperty("count").GetInt32());
        Assert.Contains("Not applied: removals of 10 pupils", results.GetProperty("notice").GetString(), StringComparison.Ordinal);

        // The same numbers, person by person and row by row.
        Assert.Equal(10, await TotalAsync("people?section=held&kind=pupil"));
        Assert.Equal(0, await TotalAsync("people?section=held&kind=staff"));
        Assert.Equal(1, await TotalAsync("people?section=held&q=firstha%20pupil33"));
        Assert.Equal(1, await TotalAsync("people?section=excluded"));
        foreach (var list in new[] { "matches", "unallocated", "exclusions", "non-mis-accounts", "users" })
        {
            Assert.Equal(0, (await api.SendAsync(HttpMethod.Get, $"{School}/{list}?kind=staff")).GetProperty("total").GetInt32());
        }

        Assert.Equal(0, await TotalAsync("people?section=missing"));
        Assert.Equal(1, await TotalAsync("rejected?rule=row-bad-date&field=DateOfBirth"));
        Assert.Equal(0, await TotalAsync("rejected?report=Staff"));

        Assert.Equal(11, (await CsvAsync("bulk-results/people?section=held")).Length);
        Assert.Equal("Students,Students.csv,32,DateOfBirth,row-bad-date,text,42", (await CsvAsync("bulk-results/rejected"))[1]);
        var counts = await CsvAsync("bulk-results");
        Assert.Contains("pupil,heldUnallocations,10", counts);
        Assert.Contains("pupil,excludedNow,1", counts);

        // A name that would be a formula is text.
        await api.SendAsync(HttpMethod.Post, $"{School}/exclusions", new { operationId = "x2", kind = "pupil", misId = "41", reason = "Asked by the family." });
        await RestAsync();
        Assert.Contains("'=HYPERLINK(1)", (await CsvAsync("bulk-results/people?section=excluded&q=hyperlink"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GatesAreShownToTheSchool_AndChangedByTheServiceDeskWithAReason()
    {
        const string school = $"/api/schools/{ApiFixture.OwnSchool}/gates";
        var head = api.Own[GrainInterfaces.Role.HeadTeacher];
        var changed = await api.SendAsync(HttpMethod.Put, school, new
        {
            reason = "The lower school moves away.",
            limits = new[] { new { kind = "pupil", action = "unallocate", percent = 25, count = 300, floor = 5 } },
        });
        Assert.Equal("The lower school moves away.", changed.GetProperty("history")[0].GetProperty("reason").GetString());

        var seen = await api.SendAsync(HttpMethod.Get, school, token: head);
        Assert.Equal(8, seen.GetProperty("limits").GetArrayLength());
        Assert.Contains(seen.GetProperty("limits").EnumerateArray(), limit => limit.GetProperty("percent").GetInt32() == 25);
    }

    private static string Rows(int from, int to) => string.Concat(Enumerable.Range(from, to - from + 1).Select(i => string.Create(
        CultureInfo.InvariantCulture, $"{i},Pupil{i},First{(char)('a' + i % 26)}{(char)('a' + i % 11)},2012-0{1 + i % 8}-{1 + i % 28:00}\r\n")));

    private async Task ProcessAsync(string operationId, string rows)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Header + rows));
        using var response = await client.PostAsync($"{School}/uploads?fileName=Students.csv", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await api.SendAsync(HttpMethod.Post, $"{School}/runs", new { operationId });
        await RestAsync();
    }

    /// <summary>Until the newest run rests.</summary>
    private async Task RestAsync()
    {
        var runs = await api.SendAsync(HttpMethod.Get, $"{School}/runs");
        var newest = (runs.ValueKind is JsonValueKind.Array ? runs : runs.GetProperty("items"))[0].GetProperty("runId").GetString();
        await api.SendAsync(HttpMethod.Get, $"{School}/runs/{newest}?wait=25");
    }

    private async Task<int> TotalAsync(string query) => (await api.SendAsync(HttpMethod.Get, $"{School}/bulk-results/{query}")).GetProperty("total").GetInt32();

    private async Task<string[]> CsvAsync(string path)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{School}/{path}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await client.SendAsync(request);
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        return (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }
}
