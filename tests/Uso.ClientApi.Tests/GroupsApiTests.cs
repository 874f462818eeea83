using System.Net;
using System.Text;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>Classes and groups through the API.</summary>
[Collection(ApiCollection.Name)]
public sealed class GroupsApiTests(ApiFixture api)
{
    [Fact]
    public async Task UploadedGroups_AreListedAndShownWithTheirMembers_AndTheRunSaysWhatItDid()
    {
        const string school = "/api/schools/141030";
        await api.SetUpAsync("141030", ApiFixture.OwnLa, "4030", ApiFixture.OwnConsumer);
        await api.SendAsync(HttpMethod.Put, $"{school}/mis", new { mis = "sims" });
        await api.SendAsync(HttpMethod.Put, $"{school}/reports", new { reports = new[] { "Students", "GroupsAndClasses" } });
        using var client = api.Client(api.ServiceDeskToken);
        using var upload = await client.PostAsync($"{school}/uploads?fileName=GroupsAndClasses.csv", new ByteArrayContent(Encoding.UTF8.GetBytes(
            "multiple_id,Group Name,Group Type,Subject,Member Type\r\n\"c/1,7\",7X/Ma,Class,Maths,Pupil\r\n\"c/1,90\",7X/Ma,Class,Maths,Staff\r\n\"r1,7\",7X,Reg Group,,Pupil\r\n")));
        Assert.Equal(HttpStatusCode.Accepted, upload.StatusCode);
        var run = await api.SendAsync(HttpMethod.Post, $"{school}/runs", new { operationId = "groups-1" });
        var runId = run.GetProperty("runId").GetString();
        var status = await api.SendAsync(HttpMethod.Get, $"{school}/runs/{runId}?wait=25");
        Assert.Equal(2, status.GetProperty("groups").GetProperty("added").GetInt32());

        var list = await api.SendAsync(HttpMethod.Get, $"{school}/groups?q=math");
        var group = Assert.Single(list.GetProperty("items").EnumerateArray());
        Assert.Equal(("c/1", 1, 1), (group.GetProperty("misId").GetString(), group.GetProperty("pupils").GetInt32(), group.GetProperty("staff").GetInt32()));
        var year = list.GetProperty("year").GetInt32();
        Assert.Equal([year], list.GetProperty("years").EnumerateArray().Select(one => one.GetInt32()));

        var id = group.GetProperty("id").GetString();
        var shown = await api.SendAsync(HttpMethod.Get, $"{school}/groups/{id}?year={year}");
        Assert.Equal(["7", "90"], shown.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("misId").GetString()));
        using var other = await client.GetAsync($"{school}/groups/{id}?year={year - 1}");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        var changes = await api.SendAsync(HttpMethod.Get, $"{school}/runs/{runId}/groups");
        Assert.Equal(["add", "add"], changes.EnumerateArray().Select(change => change.GetProperty("action").GetString()));
        using var malformed = await client.GetAsync($"{school}/groups/not~base64");
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
        Assert.Equal("malformed-request", JsonDocument.Parse(await malformed.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }
}
