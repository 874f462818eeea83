using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>The Generic API: a MIS sends a school's data with licence key, supplier id and supplier password.</summary>
[Collection(ApiCollection.Name)]
public sealed class GenericApiTests(ApiFixture api)
{
    private const string Export =
        """{"format":"uso-generic-api","version":1,"exportedAt":"2026-01-05T18:05:00Z","entities":[{"entity":"StudentFlatView","rows":1,"data":[{"studentId":1,"firstName":"Amelia   ","lastName":"Okafor","dateOfBirth":"2012-03-04T00:00:00"}]}]}""";

    [Fact]
    public async Task PostExport_GoesIntoTheHistoryAndIsProcessed()
    {
        var school = await SchoolAsync("145001");
        using var answer = await SendAsync(school, Export);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var receipt = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal($"{school.Path}/uploads/{receipt.GetProperty("uploadId").GetString()}", answer.Headers.Location!.OriginalString);

        var upload = (await api.SendAsync(HttpMethod.Get, $"{school.Path}/uploads")).GetProperty("items")[0];
        Assert.Equal(("received", "licence-key"), (upload.GetProperty("state").GetString(), upload.GetProperty("receivedFrom").GetString()));
        Assert.Equal("2026-01-05T18:05:00+00:00", upload.GetProperty("exportedAt").GetString());
        Assert.Equal("complete", await api.RestAsync(school.Path, await api.SendAsync(HttpMethod.Post, $"{school.Path}/runs", new { operationId = "one" })));
        var user = (await api.SendAsync(HttpMethod.Get, $"{school.Path}/users?q=okafor")).GetProperty("items")[0];
        Assert.Equal("aokafor.899", user.GetProperty("username").GetString());
    }

    [Fact]
    public async Task PostExport_Xml_IsTaken()
    {
        var school = await SchoolAsync("145002");
        using var answer = await SendAsync(
            school,
            "<GenericApi format=\"uso-generic-api\" version=\"1\"><Entity name=\"Staff\" rows=\"1\"><NewDataSet><Table><staffId>1</staffId><firstName>Jo</firstName><lastName>Lee</lastName></Table></NewDataSet></Entity></GenericApi>",
            "application/xml");
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("password")]
    [InlineData("both")]
    [InlineData("none")]
    [InlineData("other school's")]
    public async Task PostExport_WithoutTheSupplier_IsRefusedAndNotInTheHistory(string wrong)
    {
        var school = await SchoolAsync("145003");
        var other = await SchoolAsync("145004");
        var (id, password) = wrong switch
        {
            "id" => ("bromcom-00000000", school.Password),
            "password" => (school.Supplier, new string('0', 64)),
            "both" => ("x", "y"),
            "none" => (null, null),
            _ => (other.Supplier, other.Password),
        };
        using var answer = await SendAsync(school with { Supplier = id!, Password = password! }, Export);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("\"code\":\"supplier-not-accepted\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await api.SendAsync(HttpMethod.Get, $"{school.Path}/uploads")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task PostExport_OldPassword_StopsWorking()
    {
        var school = await SchoolAsync("145005");
        await api.SendAsync(HttpMethod.Post, $"{school.Path}/supplier-credentials");
        using var answer = await SendAsync(school, Export);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task PostExport_NotTheDocument_Is422AndStaysInTheHistory()
    {
        var school = await SchoolAsync("145006");
        using var answer = await SendAsync(school, "{\"data\":[]}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"code\":\"export-unknown-format\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("refused", (await api.SendAsync(HttpMethod.Get, $"{school.Path}/uploads")).GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task PostExport_AnotherMediaType_Is415()
    {
        var school = await SchoolAsync("145007");
        using var answer = await SendAsync(school, Export, "text/csv");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task PostUpload_WithTheLicenceKeyAlone_IsSentToTheGenericApi()
    {
        var school = await SchoolAsync("145008");
        using var client = api.Client(school.Key);
        using var answer = await client.PostAsync($"{school.Path}/uploads", new StringContent(Export));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("\"code\":\"use-generic-api\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchoolOfAnotherMis_HasNoGenericApi()
    {
        var school = await SchoolAsync("145009");
        await api.SendAsync(HttpMethod.Put, $"{school.Path}/mis", new { mis = "sims" });
        var key = (await api.SendAsync(HttpMethod.Post, $"{school.Path}/licence-key")).GetProperty("licenceKey").GetString()!;
        using var answer = await SendAsync(school with { Key = key }, Export);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("\"code\":\"mis-does-not-push\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var client = api.Client(api.ServiceDeskToken);
        using var issue = await client.PostAsync($"{school.Path}/supplier-credentials", null);
        Assert.Equal(HttpStatusCode.Conflict, issue.StatusCode);

        // Back again: what was given out before the change is dead.
        await api.SendAsync(HttpMethod.Put, $"{school.Path}/mis", new { mis = "bromcom" });
        key = (await api.SendAsync(HttpMethod.Post, $"{school.Path}/licence-key")).GetProperty("licenceKey").GetString()!;
        using var old = await SendAsync(school with { Key = key }, Export);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    private async Task<PushingSchool> SchoolAsync(string urn)
    {
        var path = $"/api/schools/{urn}";
        await api.SetUpAsync(urn, ApiFixture.OwnLa, $"4{urn[^3..]}", ApiFixture.OwnConsumer);
        await api.SendAsync(HttpMethod.Put, $"{path}/mis", new { mis = "bromcom" });
        await api.SendAsync(HttpMethod.Put, $"{path}/reports", new { reports = new[] { "Students" } });
        var key = (await api.SendAsync(HttpMethod.Post, $"{path}/licence-key")).GetProperty("licenceKey").GetString()!;
        var supplier = await api.SendAsync(HttpMethod.Post, $"{path}/supplier-credentials");
        return new PushingSchool(path, key, supplier.GetProperty("supplierId").GetString()!, supplier.GetProperty("supplierPassword").GetString()!);
    }

    private async Task<HttpResponseMessage> SendAsync(PushingSchool school, string document, string type = "application/json")
    {
        using var client = api.Client(school.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{school.Path}/generic-api/v1/exports") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(document)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (school.Supplier is not null)
        {
            request.Headers.Add("X-Supplier-Id", school.Supplier);
            request.Headers.Add("X-Supplier-Password", school.Password);
        }

        return await client.SendAsync(request);
    }

    private sealed record PushingSchool(string Path, string Key, string Supplier, string Password);
}
