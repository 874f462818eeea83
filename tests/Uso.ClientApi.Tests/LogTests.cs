using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Uso.ClientApi.Tests;

/// <summary>The program's log as it is set up in deploy/k8s: what operators search by is there, and nobody's data.</summary>
public sealed class LogTests
{
    private const string Surname = "Quagmire";

    [Fact]
    public async Task DeployedLog_IsALineOfJsonEach_SaysWhatWhenAndInWhichTrace_AndNamesNobody()
    {
        var directory = Directory.CreateTempSubdirectory("uso-log-").FullName;
        using var process = Start(directory);
        try
        {
            List<(string Text, JsonElement Json)> lines = [];
            var listening = await ReadUntilAsync(process, lines, line => line.GetProperty("State").TryGetProperty("address", out _));
            await ReadUntilAsync(process, lines, line => Message(line).StartsWith("Application started", StringComparison.Ordinal));
            var token = (await File.ReadAllTextAsync(Path.Combine(directory, "service-desk-token"))).Trim();
            using var client = new HttpClient { BaseAddress = new Uri(listening.GetProperty("State").GetProperty("address").GetString()!) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            await PutAsync(client, "/api/schools/100123", new { name = "Hill School", laCode = "899", establishmentNumber = "4001", phase = "secondary" });
            await PutAsync(client, "/api/schools/100123/mis", new { mis = "sims" });
            await PutAsync(client, "/api/schools/100123/reports", new { reports = new[] { "Students" } });
            using var export = new StringContent($"primary_id,Legal Surname,Forename,DOB\r\n1,{Surname},Zebedee,2012-03-04\r\n");
            using var upload = await client.PostAsync("/api/schools/100123/uploads?fileName=Students.csv", export);
            Assert.True(upload.IsSuccessStatusCode, await upload.Content.ReadAsStringAsync());
            using var run = await client.PostAsJsonAsync("/api/schools/100123/runs", new { operationId = "one" });
            Assert.True(run.IsSuccessStatusCode, await run.Content.ReadAsStringAsync());
            using var rested = await client.GetAsync("/api/schools/100123/runs/r000001?wait=25");
            Assert.Contains("complete", await rested.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var users = await client.GetAsync($"/api/schools/100123/users?q={Surname}");
            using var user = await client.GetAsync($"/api/users/z{Surname.ToLowerInvariant()}.899");
            using var broken = new StringContent($"{{\"{Surname}\":", Encoding.UTF8, "application/json");
            using var refused = await client.PutAsync("/api/schools/100123/mis", broken);
            using var last = await client.GetAsync("/api/mis");

            await ReadUntilAsync(process, lines, line => Route(line) == "/api/mis");

            Assert.All(lines, line =>
            {
                Assert.True(line.Json.GetProperty("Timestamp").GetString()!.EndsWith('Z'), line.Text);
                Assert.All(["LogLevel", "Category", "EventId", "Message", "State"], member => Assert.True(line.Json.TryGetProperty(member, out _), line.Text));
                Assert.DoesNotContain(Surname, line.Text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("Zebedee", line.Text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("2012-03-04", line.Text, StringComparison.Ordinal);
                Assert.DoesNotContain(token.Split('_')[^1], line.Text, StringComparison.Ordinal);
            });
            var read = lines.Select(line => line.Json).Single(line => Route(line) == "/api/users/{username}");
            var state = read.GetProperty("State");
            Assert.Equal(("GET", 200, "firstservicedesk"), (state.GetProperty("Method").GetString(), state.GetProperty("Status").GetInt32(), state.GetProperty("Subject").GetString()));
            var trace = state.GetProperty("TraceId").GetString();
            Assert.Equal(32, trace!.Length);
            Assert.Contains(read.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("TraceId", out var id) && id.GetString() == trace);
            Assert.Contains(read.GetProperty("Scopes").EnumerateArray(), scope => scope.TryGetProperty("RequestId", out _));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task PutAsync(HttpClient client, string path, object body)
    {
        using var answer = await client.PutAsJsonAsync(path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> ReadUntilAsync(Process process, List<(string Text, JsonElement Json)> lines, Predicate<JsonElement> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } text)
        {
            var json = JsonDocument.Parse(text).RootElement;
            lines.Add((text, json));
            if (wanted(json))
            {
                return json;
            }
        }

        Assert.Fail("It ended:\n" + string.Join('\n', lines.Select(line => line.Text)));
        return default;
    }

    private static string Message(JsonElement line) => line.GetProperty("Message").GetString()!;

    private static string? Route(JsonElement line) => line.GetProperty("State").TryGetProperty("Route", out var route) ? route.GetString() : null;

    private static Process Start(string directory)
    {
        var build = AppContext.BaseDirectory.TrimEnd('/');
        var program = Path.GetFullPath(Path.Combine(build, "..", "..", "Uso.ClientApi", Path.GetFileName(build), "Uso.ClientApi.dll"));
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0", $"--Uso:DataDirectory={directory}"]) { RedirectStandardOutput = true };
        var root = build;
        while (!File.Exists(Path.Combine(root, "Orleans.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var settings = File.ReadLines(Path.Combine(root, "deploy", "k8s", "base", "kustomization.yaml")).Select(line => line.Trim()).Where(line => line.StartsWith("- Logging__", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(settings);
        foreach (var setting in settings)
        {
            start.Environment[setting[2..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        return Process.Start(start)!;
    }
}
