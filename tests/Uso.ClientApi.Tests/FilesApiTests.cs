using System.Net;
using System.Text;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>Files that come in beside a MIS: plain CSV under a school's own mapping, Common Transfer Files, the national register.</summary>
[Collection(ApiCollection.Name)]
public sealed class FilesApiTests(ApiFixture api)
{
    private const string Mapping =
        """{"separator": ";", "dates": "d/M/yyyy", "reports": {"Students": {"file": "pupils", "columns": {"MisId": "No", "LegalFirstName": "Forename", "LegalLastName": "Surname", "DateOfBirth": "Born"}}}}""";

    private const string RegisterHeader = "URN,LA (code),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,PhaseOfEducation (name),TypeOfEstablishment (name)\n";

    [Fact]
    public async Task PlainCsv_IsReadUnderTheSchoolsOwnMapping()
    {
        var school = await SchoolAsync("161101", "4101");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "csv-bad-mapping"), await RefusalAsync(HttpMethod.Put, $"{school}/mis", new { mis = "csv", settings = new { mapping = """{"dates": "whenever"}""" } }));
        await api.SendAsync(HttpMethod.Put, $"{school}/mis", new { mis = "csv", settings = new { mapping = Mapping } });
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students" } });

        var preview = await api.SendAsync(HttpMethod.Post, $"{school}/mis/preview", new { fileName = "pupils.csv", content = "No;Forename;Surname;Born;Shoes\n1;Ada;Vell;1/2/2012;34\n2;Bo;;1/2/2012;\n"u8.ToArray() });
        Assert.Equal(["Shoes"], preview.GetProperty("notMapped").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("2012-02-01", Assert.Single(preview.GetProperty("people").EnumerateArray()).GetProperty("dateOfBirth").GetString());
        Assert.Equal("LegalLastName", Assert.Single(preview.GetProperty("rejected").EnumerateArray()).GetProperty("field").GetString());

        var bytes = Encoding.Latin1.GetBytes("No;Forename;Surname;Born\n1;Zoë;Vellacott;1/2/2012\n2;Bo;Wexford;3/4/2012\nEND;2\n");
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync($"{school}/uploads?fileName=pupils.csv", bytes)).Status);
        Assert.Equal("complete", await api.RestAsync(school, await api.SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId = "csv" })));
        var users = await api.SendAsync(HttpMethod.Get, $"{school}/users");
        Assert.Equal(["Bo", "Zoë"], users.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("identity").GetProperty("legalFirstName").GetString()).Order(StringComparer.Ordinal));

        // A file that the mapping does not know is refused when it comes, not at night.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "export-unknown-report"), Code(await PostAsync($"{school}/uploads?fileName=Students.csv", bytes)));
    }

    [Fact]
    public async Task Ctf_PupilsGetAccounts_TheExportLinksToThem_NobodyLeaves()
    {
        const string urn = "161102", school = $"/api/schools/{urn}";
        StudentsCsv.Row[] there = [new("1", "Quentin", "Ashdown", "2012-03-01"), new("2", "Rosalind", "Birtwell", "2012-03-02")];
        await api.LoadAsync(urn, "Ctf School", "891", "4102", there);
        var ctf = Ctf("<DestSchool><LEA>891</LEA><Estab>4102</Estab></DestSchool>", ("Thaddeus", "Quill", "2012-05-06"), ("Nobody", "", "2012-05-06"));

        Assert.Equal((HttpStatusCode.BadRequest, "invalid-value"), Code(await PostAsync($"{school}/ctf", ctf)));
        var (status, answer) = await PostAsync($"{school}/ctf", ctf, "ctf-1");
        Assert.Equal(HttpStatusCode.OK, status);
        var pupils = answer.GetProperty("pupils").EnumerateArray().ToList();
        Assert.Equal("complete", pupils[0].GetProperty("phase").GetString());
        Assert.Equal(("row-missing-value", "Surname"), (pupils[1].GetProperty("code").GetString(), pupils[1].GetProperty("field").GetString()));
        Assert.Equal(3, await CountAsync(school));

        // The same request again is the same request.
        var again = (await PostAsync($"{school}/ctf", ctf, "ctf-1")).Body.GetProperty("pupils")[0];
        Assert.Equal(pupils[0].GetProperty("runId").GetString(), again.GetProperty("runId").GetString());
        Assert.Equal(3, await CountAsync(school));

        await api.LoadAgainAsync(school, [.. there, new("3", "Thaddeus", "Quill", "2012-05-06")]);
        Assert.Equal(3, await CountAsync(school));
        Assert.Empty((await api.SendAsync(HttpMethod.Get, $"{school}/non-mis-accounts")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Ctf_OfAnotherSchool_OrHostile_IsRefused()
    {
        var school = await SchoolAsync("161103", "4103");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "export-other-school"), Code(await PostAsync($"{school}/ctf", Ctf("<DestSchool><LEA>891</LEA><Estab>9999</Estab></DestSchool>"), "c1")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "export-dtd"), Code(await PostAsync($"{school}/ctf", Encoding.UTF8.GetBytes("<!DOCTYPE CTfile [<!ENTITY x 'y'>]><CTfile>&x;</CTfile>"), "c2")));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid-value"), Code(await PostAsync($"{school}/ctf", Ctf("", [.. Enumerable.Range(0, 51).Select(i => ("A", "B", "2012-05-06"))]), "c3")));
    }

    [Fact]
    public async Task Register_SetsSchoolsUp_ShowsClosuresAndLinks_AndChangesNothingTwice()
    {
        const string register = RegisterHeader
            + "161110,891,4110,St Zoë's,Open,01-09-2012,,Primary,Community school\n"
            + "161111,891,4111,Old School,Closed,01-09-1970,31-08-2020,Secondary,Community school\n"
            + "16111,891,4112,Bad,Open,,,Primary,\n"
            + "161113,891,4113,Hill Special,Open,,,Not applicable,Community special school\n";
        var first = await RegisterAsync(register);
        Assert.Equal((2, 0, 0, 1, 1), Counts(first));
        var rejected = Assert.Single(first.GetProperty("rejected").EnumerateArray());
        Assert.Equal((3, "row-bad-value", "URN"), (rejected.GetProperty("row").GetInt32(), rejected.GetProperty("code").GetString(), rejected.GetProperty("field").GetString()));
        Assert.Equal((0, 0, 2, 1, 1), Counts(await RegisterAsync(register)));
        Assert.Equal("special", (await api.SendAsync(HttpMethod.Get, "/api/schools/161113")).GetProperty("phase").GetString());

        // A closure is shown, with where the school went; nothing is done.
        Assert.Equal((0, 1, 1, 1, 1), Counts(await RegisterAsync(register.Replace("Zoë's,Open,01-09-2012,", "Zoë's,Closed,01-09-2012,31-08-2031", StringComparison.Ordinal))));
        var links = await RegisterAsync("URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n161110,161113,Hill,Successor - merged,01-09-2031\n161199,161113,Hill,Successor,\n");
        Assert.Equal((1, 1), (links.GetProperty("links").GetInt32(), links.GetProperty("linksOfSchoolsNotKnown").GetInt32()));
        var closed = Assert.Single(links.GetProperty("notOpen").EnumerateArray());
        Assert.Equal(("161110", "Closed", "2031-08-31"), (closed.GetProperty("urn").GetString(), closed.GetProperty("status").GetString(), closed.GetProperty("closedOn").GetString()));
        Assert.Equal(("161113", "Successor - merged"), (closed.GetProperty("links")[0].GetProperty("urn").GetString(), closed.GetProperty("links")[0].GetProperty("type").GetString()));

        // Details that a person puts leave the register's facts as they are.
        await api.SendAsync(HttpMethod.Put, "/api/schools/161110", new { name = "St Zoë's Primary", laCode = "891", establishmentNumber = "4110", phase = "primary" });
        Assert.Equal("Closed", (await api.SendAsync(HttpMethod.Get, "/api/schools/161110")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Register_LaOfAKnownSchoolChanged_IsARejectedRow()
    {
        await SchoolAsync("161114", "4114");

        var answer = await RegisterAsync(RegisterHeader + "161114,890,4114,Moved,Open,,,Primary,\n");

        Assert.Equal((1, "invalid-value"), (answer.GetProperty("rejected")[0].GetProperty("row").GetInt32(), answer.GetProperty("rejected")[0].GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Register_AnotherFile_IsRefused() => Assert.Equal((HttpStatusCode.UnprocessableEntity, "export-missing-column"), Code(await PostAsync("/api/gias", "a,b\n1,2\n"u8.ToArray())));

    private static (int Created, int Updated, int Unchanged, int Closed, int Rejected) Counts(JsonElement answer) => (
        answer.GetProperty("created").GetInt32(), answer.GetProperty("updated").GetInt32(), answer.GetProperty("unchanged").GetInt32(),
        answer.GetProperty("closedAndNotKnown").GetInt32(), answer.GetProperty("rejectedRows").GetInt32());

    private static (HttpStatusCode, string?) Code((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, answer.Body.GetProperty("code").GetString());

    private static byte[] Ctf(string destination, params (string Forename, string Surname, string Born)[] pupils) => Encoding.UTF8.GetBytes(
        $"""
        <CTfile><Header><DocumentName>Common Transfer File</DocumentName><SourceSchool><LEA>890</LEA><Estab>4001</Estab></SourceSchool>{destination}</Header>
        <CTFpupilData>{string.Concat(pupils.Select(p => $"<Pupil><Surname>{p.Surname}</Surname><Forename>{p.Forename}</Forename><DOB>{p.Born}</DOB></Pupil>"))}</CTFpupilData></CTfile>
        """);

    private async Task<string> SchoolAsync(string urn, string establishment)
    {
        await api.SendAsync(HttpMethod.Put, $"/api/schools/{urn}", new { name = $"School {urn}", laCode = "891", establishmentNumber = establishment, phase = "secondary" });
        return $"/api/schools/{urn}";
    }

    private async Task<int> CountAsync(string school) => (await api.SendAsync(HttpMethod.Get, $"{school}/users?take=1")).GetProperty("total").GetInt32();

    private async Task<JsonElement> RegisterAsync(string file)
    {
        var (status, body) = await PostAsync("/api/gias", Encoding.UTF8.GetBytes(file));
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, byte[] body, string? operationId = null)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (operationId is not null)
        {
            request.Headers.Add("Idempotency-Key", operationId);
        }

        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    private async Task<(HttpStatusCode, string?)> RefusalAsync(HttpMethod method, string path, object body)
    {
        using var client = api.Client(api.ServiceDeskToken);
        using var request = new HttpRequestMessage(method, path) { Content = ApiFixture.Json(JsonSerializer.Serialize(body)) };
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString());
    }
}
