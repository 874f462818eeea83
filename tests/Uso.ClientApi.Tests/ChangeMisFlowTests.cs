using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Uso.Fakes.Wonde;

namespace Uso.ClientApi.Tests;

/// <summary>A school leaves SIMS for Wonde, from the settings screen to the last step: what moves, what is wiped, what is looked at before it counts.</summary>
[Collection(ApiCollection.Name)]
public sealed partial class ChangeMisFlowTests(ApiFixture api)
{
    private const string Urn = "161020";
    private const string School = $"/api/schools/{Urn}";
    private const string Token = "wonde-secret-of-the-flow-4711";

    private static readonly StudentsCsv.Row[] Pupils = [.. Enumerable.Range(1, 6).Select(i => new StudentsCsv.Row($"{i}", $"Given{(char)('A' + i)}", $"Family{(char)('A' + i)}", $"2012-03-0{i}"))];

    private string _head = "";

    [Fact]
    public async Task FromSimsToWonde()
    {
        _head = await api.TokenAsync(new { role = "headTeacher", schools = new[] { Urn }, label = "head" });
        await api.LoadAsync(Urn, "Flow School", "892", "4020", Pupils);
        var oldKey = (await api.SendAsync(HttpMethod.Post, $"{School}/licence-key", token: _head)).GetProperty("licenceKey").GetString()!;
        await api.SendAsync(HttpMethod.Put, $"{School}/reports", new { reports = new[] { "Students", "Attendance" }, optOuts = new[] { "Students.Gender" } });
        await using var wonde = await WondeFake.StartAsync(new WondeFakeOptions { Schools = [Served()], Tokens = [Token] });

        // The head chooses the new MIS. What it has the like of moves; the old credentials go.
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new
        {
            mis = "wonde",
            settings = new { baseUrl = wonde.BaseUrl, schoolId = "A4020", token = "mistyped" },
            credentialExpiresOn = "2031-08-31",
        }, _head);
        var changed = await SettingsAsync();
        Assert.Equal(["Students"], Strings(changed.GetProperty("mis").GetProperty("acceptedReports")));
        Assert.Equal(["Students.Gender"], Strings(changed.GetProperty("mis").GetProperty("optOuts")));
        Assert.Equal(("sims", "wonde"), (changed.GetProperty("mis").GetProperty("change").GetProperty("from").GetString(), changed.GetProperty("mis").GetProperty("change").GetProperty("to").GetString()));
        Assert.Equal("2031-08-31", changed.GetProperty("mis").GetProperty("credentialExpiresOn").GetString());
        Assert.False(changed.GetProperty("mis").GetProperty("hasLicenceKey").GetBoolean());
        Assert.NotEqual(JsonValueKind.Null, changed.GetProperty("nonMisReviewSince").ValueKind);
        using (var agent = api.Client(oldKey))
        using (var late = await agent.PostAsync($"{School}/uploads?fileName=Students.csv", new ByteArrayContent(StudentsCsv.Of(Pupils))))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        }

        // The agent is to be uninstalled, which only a person can tell.
        Assert.Contains("Uninstall the agent", Step(changed, "leave-sims").GetProperty("next").GetString(), StringComparison.Ordinal);

        // The check says what is wrong; with the right token it passes.
        Assert.Equal("check-unauthorised", Finding(await CheckAsync()));
        Assert.Equal("failed", Step(await SettingsAsync(), "approve").GetProperty("state").GetString());
        await api.SendAsync(HttpMethod.Put, $"{School}/mis", new { mis = "wonde", settings = new { baseUrl = wonde.BaseUrl, schoolId = "A4020", token = Token }, credentialExpiresOn = "2031-08-31" }, _head);
        Assert.Equal("check-ok", Finding(await CheckAsync()));
        Assert.Equal("done", Step(await SettingsAsync(), "approve").GetProperty("state").GetString());

        // Nothing counts before it was looked at.
        var started = await api.SendAsync(HttpMethod.Post, $"{School}/runs", new { operationId = "preview" }, _head);
        Assert.Equal("dryRun", await RestAsync(started));
        var runId = started.GetProperty("runId").GetString();
        var preview = await api.SendAsync(HttpMethod.Get, $"{School}/runs/{runId}", token: _head);
        Assert.Equal((5, 1, 1), (Pupil(preview, "linked"), Pupil(preview, "created"), Pupil(preview, "kept")));
        Assert.Contains($"It is run {runId}.", Step(await SettingsAsync(), "test").GetProperty("next").GetString(), StringComparison.Ordinal);
        Assert.Equal(6, await UsersAsync());
        await api.SendAsync(HttpMethod.Post, $"{School}/runs/{runId}/promote", token: _head);
        Assert.Equal("complete", await RestAsync(started));
        Assert.Equal(7, await UsersAsync());

        // Who is not in the new MIS waits for a person; then the set-up is complete.
        var review = await api.SendAsync(HttpMethod.Get, $"{School}/non-mis-accounts", token: _head);
        Assert.Equal(1, review.GetProperty("items").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, review.GetProperty("reviewSince").ValueKind);
        await api.SendAsync(HttpMethod.Post, $"{School}/non-mis-accounts/reviewed", token: _head);
        Assert.Equal("leave-sims", (await SettingsAsync()).GetProperty("nextStep").GetString());
        await api.SendAsync(HttpMethod.Put, $"{School}/mis/steps/leave-sims", new { done = true }, _head);
        var done = await SettingsAsync();
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.Null), (done.GetProperty("nextStep").ValueKind, done.GetProperty("nonMisReviewSince").ValueKind, done.GetProperty("mis").GetProperty("change").ValueKind));

        await AssertNoAnswerHasAsync(Token, "mistyped", oldKey);
        AssertNotStored(Token, "mistyped", oldKey);
    }

    /// <summary>Every address that can be read for the school, by whoever may read most.</summary>
    private async Task AssertNoAnswerHasAsync(params string[] secrets)
    {
        using var client = api.Client(api.ServiceDeskToken);
        var read = 0;
        foreach (var path in api.Endpoints.Where(Reads).Select(endpoint => $"/{endpoint.RoutePattern.RawText!.Trim('/')}"))
        {
            var filled = Parameter().Replace(path, part => part.Value switch
            {
                "{urn}" => Urn,
                "{la}" => "892",
                "{mis}" => "wonde",
                "{runId}" => "r000002",
                "{uploadId}" => "u00001",
                "{documentName}" => "v1",
                _ => "x",
            });
            using var response = await client.GetAsync(filled);
            var text = await response.Content.ReadAsStringAsync();
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"GET {filled} shows a secret."));
            Assert.False(text.Contains("CfDJ8", StringComparison.Ordinal), $"GET {filled} shows a ciphertext.");
            read += response.IsSuccessStatusCode ? 1 : 0;
        }

        Assert.InRange(read, 30, 200);

        static bool Reads(Microsoft.AspNetCore.Routing.RouteEndpoint endpoint) =>
            endpoint.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains("GET"));
    }

    /// <summary>Nothing in the data directory has them in clear: no state, order, run, capture or log.</summary>
    private void AssertNotStored(params string[] secrets)
    {
        var files = Directory.EnumerateFiles(api.DataDirectory, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var text = reader.ReadToEnd();
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{Path.GetFileName(file)} has a secret in clear."));
        }
    }

    private static WondeSchool Served()
    {
        var school = new WondeSchool { Id = "A4020", Name = "Flow School", Urn = Urn };
        school.Students.AddRange(Pupils[1..].Append(new StudentsCsv.Row("9", "Zebedee", "Yarrow", "2011-01-09")).Select(pupil => new WondeStudent
        {
            Id = $"W{pupil.Id}",
            Forename = pupil.First,
            Surname = pupil.Last,
            LegalForename = pupil.First,
            LegalSurname = pupil.Last,
            DateOfBirth = DateOnly.Parse(pupil.Born, System.Globalization.CultureInfo.InvariantCulture),
        }));
        return school;
    }

    private Task<JsonElement> SettingsAsync() => api.SendAsync(HttpMethod.Get, $"{School}/autoupdate", token: _head);

    private Task<JsonElement> CheckAsync() => api.SendAsync(HttpMethod.Post, $"{School}/mis/check", token: _head);

    private async Task<int> UsersAsync() => (await api.SendAsync(HttpMethod.Get, $"{School}/users", token: _head)).GetProperty("items").GetArrayLength();

    private async Task<string?> RestAsync(JsonElement started)
    {
        string? phase;
        do
        {
            phase = (await api.SendAsync(HttpMethod.Get, $"{School}/runs/{started.GetProperty("runId").GetString()}?wait=25", token: _head)).GetProperty("phase").GetString();
        }
        while (phase is "pulling" or "planning" or "applying");

        return phase;
    }

    private static string? Finding(JsonElement check) => check.GetProperty("findings")[0].GetProperty("code").GetString();

    private static JsonElement Step(JsonElement settings, string code) =>
        settings.GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("code").GetString() == code);

    private static int Pupil(JsonElement run, string count) => run.GetProperty("pupils").GetProperty(count).GetInt32();

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(one => one.GetString()!)];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
