using System.Net;
using System.Text.Json;
using Uso.Fakes.Arbor;

namespace Uso.ClientApi.Tests;

/// <summary>A school connects Arbor: reports, link, sign in, approve, come back, check; with a browser that has no token of ours.</summary>
[Collection(ApiCollection.Name)]
public sealed class ApprovalFlowTests(ApiFixture api)
{
    private const string Urn = "161030";
    private const string School = $"/api/schools/{Urn}";
    private const string Password = "arbor-application-password-815";

    private string _head = "";

    [Fact]
    public async Task ArborSchool_IsConnected_StepByStep()
    {
        await using var arbor = await StartAsync();
        await ConfigureAsync(arbor);
        Assert.Equal("accept-reports", await NextStepAsync());

        // Attendance needs a service that the school is not known to have.
        Assert.Equal("report-not-available", await RefusalAsync(HttpMethod.Put, "/reports", new { reports = new[] { "Students", "Attendance" } }));
        await api.SendAsync(HttpMethod.Put, $"{School}/mis/options", new { services = new[] { "autotext" }, improvements = Array.Empty<string>() });
        await api.SendAsync(HttpMethod.Put, $"{School}/reports", new { reports = new[] { "Students", "Attendance" } }, _head);
        Assert.Equal("approve", await NextStepAsync());

        var back = await WalkAsync(arbor, "approve");
        Assert.StartsWith($"{api.Url}api/mis/arbor/approved", back.AbsoluteUri, StringComparison.Ordinal);
        using var browser = new HttpClient();
        using (var approved = await browser.GetAsync(back))
        {
            Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
            Assert.Equal(Urn, JsonSerializer.Deserialize<JsonElement>(await approved.Content.ReadAsStringAsync()).GetProperty("urn").GetString());
        }

        using (var again = await browser.GetAsync(back))
        {
            Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        }

        var settings = await api.SendAsync(HttpMethod.Get, $"{School}/autoupdate", token: _head);
        Assert.Equal(JsonValueKind.Null, settings.GetProperty("nextStep").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, settings.GetProperty("approved").ValueKind);
        Assert.Equal(["password"], settings.GetProperty("mis").GetProperty("secretsSet").EnumerateArray().Select(name => name.GetString()!));
        Assert.True((await api.SendAsync(HttpMethod.Post, $"{School}/mis/check", token: _head)).GetProperty("ok").GetBoolean());
        Assert.DoesNotContain(Password, settings.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Declined_TheStepFails_AndSaysWhatToDo()
    {
        await using var arbor = await StartAsync();
        await ConfigureAsync(arbor);
        var back = await WalkAsync(arbor, "decline");
        using var browser = new HttpClient();
        using var declined = await browser.GetAsync(back);

        Assert.Equal("approval-denied", JsonSerializer.Deserialize<JsonElement>(await declined.Content.ReadAsStringAsync()).GetProperty("code").GetString());
        var settings = await api.SendAsync(HttpMethod.Get, $"{School}/autoupdate", token: _head);
        var step = settings.GetProperty("steps").EnumerateArray().Single(one => one.GetProperty("code").GetString() == "approve");
        Assert.Equal("failed", step.GetProperty("state").GetString());
        Assert.Contains("Follow the approval link again", step.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComingBack_WithAnotherPersonsToken_IsForbidden_AndTheLinkStaysGood()
    {
        await using var arbor = await StartAsync();
        await ConfigureAsync(arbor);
        var back = await WalkAsync(arbor, "approve");
        using (var other = api.Client(api.Own[GrainInterfaces.Role.HeadTeacher]))
        using (var refused = await other.GetAsync(back))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var same = api.Client(_head);
        using var approved = await same.GetAsync(back);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
    }

    private static Task<ArborFake> StartAsync()
    {
        var school = new ArborSchool { Name = "Approval School", Urn = Urn, LaCode = "893", EstablishmentNumber = "4030" };
        school.Students.Add(new ArborStudent { Id = 1, LegalFirstName = "Ada", LegalLastName = "Okafor", DateOfBirth = "2012-03-04", EntryDate = new(2023, 9, 4) });
        school.Attendance.Add(new ArborAttendance(1, 1, "/", TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-1).AddHours(9)));
        return ArborFake.StartAsync(new ArborFakeOptions { School = school, Approved = false, Password = Password });
    }

    private async Task ConfigureAsync(ArborFake arbor)
    {
        await api.SendAsync(HttpMethod.Put, School, new { name = "Approval School", laCode = "893", establishmentNumber = "4030", phase = "primary" });
        _head = await api.TokenAsync(new { role = "headTeacher", schools = new[] { Urn }, label = "head" });
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new { mis = "sims" }, _head);
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new { mis = "arbor", settings = new { userName = "uso", password = Password, approvalUrl = arbor.ApprovalUrl } }, _head);
        await api.SendAsync(HttpMethod.Put, $"{School}/mis/steps/leave-sims", new { done = true }, _head);
    }

    /// <summary>The head, with a browser: sign in, decide, be sent back.</summary>
    private async Task<Uri> WalkAsync(ArborFake arbor, string decision)
    {
        var link = new Uri((await api.SendAsync(HttpMethod.Post, $"{School}/mis/approval", token: _head)).GetProperty("url").GetString()!);
        Assert.StartsWith(arbor.Url, link.AbsoluteUri, StringComparison.Ordinal);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var signedIn = await browser.PostAsync(new Uri(link, $"/approve/sign-in{link.Query}"), Form("password", "let-me-in"));
        using var decided = await browser.PostAsync(new Uri(link, $"/approve/decision{link.Query}"), Form("decision", decision));
        return decided.Headers.Location!;
    }

    private async Task<string?> NextStepAsync() => (await api.SendAsync(HttpMethod.Get, $"{School}/autoupdate", token: _head)).GetProperty("nextStep").GetString();

    private async Task<string?> RefusalAsync(HttpMethod method, string path, object body)
    {
        using var client = api.Client(_head);
        using var request = new HttpRequestMessage(method, $"{School}{path}") { Content = ApiFixture.Json(JsonSerializer.Serialize(body)) };
        using var response = await client.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString();
    }

    private static FormUrlEncodedContent Form(string name, string value) => new(new Dictionary<string, string> { [name] = value });
}
