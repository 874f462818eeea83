using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Uso.ClientApi.Common;
using Uso.ClientApi.Hosting;
using Uso.GrainInterfaces;
using Uso.Matching;

namespace Uso.ClientApi.Tests;

/// <summary>A platform's own rows, over real HTTP: one LA, one released school with a few thousand pupils, and one that is not released.</summary>
public sealed class ConsumerMatchTests(ConsumerMatchTests.Host host) : IClassFixture<ConsumerMatchTests.Host>
{
    private const string La = "777";
    private const string Address = $"/api/local-authorities/{La}/matches";
    private const string Released = "150001";
    private const string Other = "150002";
    private const string Lms = "big-lms";
    private const int Pupils = 4000;
    private const int Rows = 50_000;

    private static readonly string[] Syllables = ["ka", "bo", "ri", "tun", "mel", "sa", "vok", "dre", "lin", "po", "gar", "wes", "ju", "fi", "nor", "zad", "hul", "cre", "ty", "mab"];

    [Fact]
    public async Task FiftyThousandRows_AreAnsweredInOneCall_InSeconds()
    {
        var body = new StringBuilder("kind,first_name,last_name,upn,date_of_birth,school\r\n");
        for (var i = 0; i < Rows; i++)
        {
            // Every tenth is one of the school's; the others were born before any of them.
            var (first, last, born, upn) = i % 10 == 0 && i / 10 < Pupils ? Pupil(i / 10) : Stranger(i);
            body.Append(CultureInfo.InvariantCulture, $"pupil,{first},{last},{upn},{born},{Released}\r\n");
        }

        var watch = Stopwatch.StartNew();
        using var response = await PostAsync(body.ToString(), "text/csv");
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        watch.Stop();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("row,id,status,username,reason", lines[0]);
        Assert.Equal(Rows, lines.Length - 1);
        var statuses = lines.Skip(1).Select(line => line.Split(',')[2]).CountBy(status => status).ToDictionary();
        Assert.Equal(Pupils, statuses["matched"]);
        Assert.Equal(Rows - Pupils, statuses["none"]);
        Assert.Equal(Pupils, lines.Skip(1).Select(line => line.Split(',')[3]).Where(username => username.Length > 0).Distinct().Count());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        TestContext.Current.SendDiagnosticMessage($"{Rows} rows in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task RowsOfEachKind_GetTheirAnswerAndReason_AndABadOneStopsNothing()
    {
        var (first, last, born, upn) = Pupil(7);
        var rows = await NdJsonAsync(
            Row("a", first, last, upn, born, "st marys & all saints school"),
            Row("b", first, last, null, born, "777/4150"),
            "{\"kind\":\"pupil\",",
            Row("c", "Nobody", "Atall", null, "1999-01-05", Released),
            Row("d", first, last, null, "2015-31-12", Released),
            Row("e", first, last, null, born, "No such school"),
            "{\"kind\":\"governor\",\"firstName\":\"A\",\"lastName\":\"B\",\"school\":\"150001\"}",
            "{\"kind\":\"staff\",\"firstName\":\"Zoe\",\"lastName\":\"Whitlock\",\"school\":\"150001\"}",
            Row("f", "X" + first, last, null, born, Released),
            "{\"nosuchmember\":1}",
            "");

        Assert.Equal(
            [
                "a needsReview batch-conflict", "b needsReview batch-conflict", " invalid row-malformed", "c none nobody-near", "d invalid date-of-birth-invalid",
                "e none school-unknown", " invalid kind-unknown", " none nobody-near", "f needsReview first-name-only-alike", " invalid row-malformed",
            ],
            rows.Select(Text));
        Assert.Equal(Enumerable.Range(1, 10), rows.Select(row => row.GetProperty("row").GetInt32()));
        Assert.DoesNotContain(rows, row => row.TryGetProperty("username", out var username) && username.ValueKind is JsonValueKind.String);

        var alone = Assert.Single(await NdJsonAsync(Row("a", first, last, upn, born, "ST MARY'S AND ALL SAINTS' SCHOOL")));
        Assert.Equal("a matched upn-and-identity", Text(alone));
        Assert.Equal(host.UsernameOf(7), alone.GetProperty("username").GetString());
    }

    [Fact]
    public async Task PersonOfASchoolThatIsNotReleased_IsAsIfNotThere()
    {
        var stranger = Assert.Single(await NdJsonAsync(Row("a", "Nobody", "Atall", null, "1999-01-05", Released)));
        var hidden = Assert.Single(await NdJsonAsync(Row("a", "Hidden", "Pupil", host.HiddenUpn, "2011-02-03", Released)));
        Assert.Equal(stranger.GetRawText(), hidden.GetRawText());

        // With a twin about, a misspelt first name is a question; the twin is at a school that is not this consumer's business.
        var (first, last, born, upn) = Pupil(0);
        var misspelt = first[..^1] + "e";
        Assert.Equal("a matched upn-and-identity", Text(Assert.Single(await NdJsonAsync(Row("a", misspelt, last, upn, born, Released)))));
        await host.ReleaseAsync(Other, Lms, true);
        Assert.Equal("a needsReview twin", Text(Assert.Single(await NdJsonAsync(Row("a", misspelt, last, upn, born, Released)))));
        await host.ReleaseAsync(Other, Lms, false);

        // Its name says no more than one that nobody has.
        var named = Assert.Single(await NdJsonAsync(Row("a", "Hidden", "Pupil", null, "2011-02-03", "Hidden School")));
        var unknown = Assert.Single(await NdJsonAsync(Row("a", "Hidden", "Pupil", null, "2011-02-03", "No such school")));
        Assert.Equal(unknown.GetRawText(), named.GetRawText());
    }

    [Fact]
    public async Task EitherFormatIn_EitherFormatOut()
    {
        var (first, last, born, upn) = Pupil(3);
        var csv = $"School,DateOfBirth,\"Last name\",first_name,upn,kind,id\n{Released},{born},{last},{first},{upn},Pupil,\"x,1\"\n";
        using var asJson = await PostAsync(csv, "text/csv; charset=utf-8", "application/x-ndjson");
        var row = JsonSerializer.Deserialize<JsonElement>(await asJson.Content.ReadAsStringAsync());
        Assert.Equal(("x,1", "matched"), (row.GetProperty("id").GetString(), row.GetProperty("status").GetString()));
        Assert.StartsWith("rules-", asJson.Headers.GetValues("Uso-Rules-Version").Single(), StringComparison.Ordinal);

        using var asCsv = await PostAsync(Row("x,1", first, last, upn, born, Released), "application/x-ndjson", "text/csv");
        Assert.Equal($"row,id,status,username,reason\r\n1,\"x,1\",matched,{host.UsernameOf(3)},upn-and-identity\r\n", await asCsv.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("text/csv; charset=utf-16", "kind", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    [InlineData("text/csv", "kind,first_name,last_name,shoe_size,school\n", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("text/csv", "kind,first_name,last_name\n", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("text/csv", "kind,first_name,last_name,school\npupil,\"open,b,150001\n", HttpStatusCode.BadRequest, "malformed-request")]
    public async Task BodyThatCannotBeRead_IsRefusedWhole(string type, string body, HttpStatusCode status, string code)
    {
        using var response = await PostAsync(body, type);
        Assert.Equal((status, code), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task TooManyRows_TooManyBytes_TooManyCalls_AreToldApart()
    {
        using var rows = await PostAsync(string.Concat(Enumerable.Repeat("{}\n", Rows + 1)), "application/x-ndjson");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-many-rows"), (rows.StatusCode, await CodeAsync(rows)));

        using var longLine = await PostAsync($"{{\"id\":\"{new string('x', 20_000)}\"}}\n{Row("b", "Nobody", "Atall", null, "1999-01-05", Released)}", "application/x-ndjson");
        Assert.Equal(
            ["row-too-long", "nobody-near"],
            (await longLine.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("reason").GetString()));

        using var bytes = await PostAsync(new string(' ', Host.MaxBytes + 1), "application/x-ndjson");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (bytes.StatusCode, await CodeAsync(bytes)));

        var greedy = await host.Api.TokenAsync(new { role = "consumer", localAuthorities = new[] { La }, consumer = "greedy", label = "greedy" });
        await host.Api.SendAsync(HttpMethod.Put, "/api/consumers/greedy", new { name = "greedy", localAuthorities = new[] { La } });
        HttpStatusCode last;
        var asked = 0;
        do
        {
            using var response = await PostAsync("{}", "application/x-ndjson", token: greedy);
            last = response.StatusCode;
            if (last is HttpStatusCode.TooManyRequests)
            {
                Assert.Equal("too-many-requests", await CodeAsync(response));
                Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            }
        }
        while (last is HttpStatusCode.OK && ++asked <= Host.CallsPerMinute * 2);

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task ReleaseTakenBack_NobodyIsFoundAtOnce()
    {
        const string consumer = "short-lms";
        await host.Api.SendAsync(HttpMethod.Put, $"/api/consumers/{consumer}", new { name = consumer, localAuthorities = new[] { La } });
        var token = await host.Api.TokenAsync(new { role = "consumer", localAuthorities = new[] { La }, consumer, label = "short" });
        var (first, last, born, upn) = Pupil(5);
        foreach (var (released, expected) in new[] { (true, "a matched upn-and-identity"), (false, "a none school-unknown") })
        {
            await host.ReleaseAsync(Released, consumer, released);
            using var response = await PostAsync(Row("a", first, last, upn, born, Released), "application/x-ndjson", token: token);
            Assert.Equal(expected, Text(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync())));
        }

        // Nor is the LA read by who may not read it any more.
        await host.Api.SendAsync(HttpMethod.Put, $"/api/consumers/{consumer}", new { name = consumer, localAuthorities = Array.Empty<string>() });
        using var gone = await PostAsync(Row("a", first, last, upn, born, Released), "application/x-ndjson", token: token);
        Assert.Equal((HttpStatusCode.NotFound, "consumer-unknown"), (gone.StatusCode, await CodeAsync(gone)));
    }

    private static (string First, string Last, string Born, string Upn) Pupil(int i)
    {
        var rest = string.Create(CultureInfo.InvariantCulture, $"7774{i / 1000:000}19{i % 1000:000}");
        return (Name(i % 400), Name((i / 400) + (i * 13 % 8000)), new DateOnly(2008, 1, 2).AddDays(i * 7 % 3000).ToString("O", CultureInfo.InvariantCulture), Upn.CheckLetterFor(rest) + rest);
    }

    private static (string First, string Last, string Born, string Upn) Stranger(int i) =>
        (Name(i % 8000), $"{Name(i * 31 % 8000)}ington", new DateOnly(1950, 1, 2).AddDays(i * 3 % 360).ToString("O", CultureInfo.InvariantCulture), "");

    private static string Name(int i) => Syllables[i % 20] + Syllables[i / 20 % 20] + Syllables[i / 400 % 20];

    private static string Row(string id, string first, string last, string? upn, string born, string school) =>
        JsonSerializer.Serialize(new { id, kind = "pupil", firstName = first, lastName = last, upn, dateOfBirth = born, school });

    private static string Text(JsonElement row) =>
        $"{(row.TryGetProperty("id", out var id) ? id.GetString() : null)} {row.GetProperty("status").GetString()} {row.GetProperty("reason").GetString()}";

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("code").GetString();

    private async Task<JsonElement[]> NdJsonAsync(params string[] lines)
    {
        using var response = await PostAsync(string.Join('\n', lines), "application/x-ndjson");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string type, string? accept = null, string? token = null)
    {
        using var client = host.Api.Client(token ?? host.Token);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = content };

        // The size is looked at before the body is sent.
        request.Headers.ExpectContinue = body.Length > Host.MaxBytes;
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return await client.SendAsync(request);
    }

    public sealed class Host : IAsyncLifetime
    {
        public const int MaxBytes = 8 << 20;
        public const int CallsPerMinute = 40;

        private IReadOnlyDictionary<string, string> _usernames = null!;

        public ApiFixture Api { get; } = new();

        public string Token { get; private set; } = "";

        public string HiddenUpn { get; } = Upn.CheckLetterFor("777415219001") + "777415219001";

        public string UsernameOf(int pupil) => _usernames[pupil.ToString(CultureInfo.InvariantCulture)];

        public async ValueTask InitializeAsync()
        {
            await Api.StartAsync(services => services.PostConfigure<ClientApiOptions>(options =>
            {
                options.MaxUploadBytes = 8 << 20;
                options.MaxMatchBytes = MaxBytes;
                options.MatchCallsPerMinute = CallsPerMinute;
            }));
            await Api.SendAsync(HttpMethod.Put, $"/api/consumers/{Lms}", new { name = Lms, localAuthorities = new[] { La } });
            Token = await Api.TokenAsync(new { role = "consumer", localAuthorities = new[] { La }, consumer = Lms, label = "lms" });
            var pupils = Enumerable.Range(0, Pupils).Select(i => (i, Pupil: Pupil(i)))
                .Select(one => new StudentsCsv.Row(one.i.ToString(CultureInfo.InvariantCulture), one.Pupil.First, one.Pupil.Last, one.Pupil.Born, one.Pupil.Upn));
            await Api.LoadAsync(Released, "St. Mary's & All Saints' School", La, "4150", pupils);

            // Somebody of the surname and birthday of one of them is at the other school; a person has said that they are two.
            var (_, last, born, _) = Pupil(0);
            await Api.LoadAsync(Other, "Hidden School", La, "4152", [new("1", "Hidden", "Pupil", "2011-02-03", HiddenUpn), new("2", "Xenophon", last, born)]);
            var open = (await Api.SendAsync(HttpMethod.Get, $"/api/schools/{Other}/matches")).GetProperty("items")[0];
            var decided = await Api.SendAsync(
                HttpMethod.Post,
                $"/api/schools/{Other}/matches/{PersonId.Format(AccountKind.Pupil, "2")}",
                new { operationId = "two", decision = "create", caseVersion = open.GetProperty("caseVersion").GetString() });
            await Api.RestAsync($"/api/schools/{Other}", decided);
            await ReleaseAsync(Released, Lms, true);
            var roster = Api.Services.GetRequiredService<IGrainFactory>().Roster(Urn.Parse(Released));
            var header = await roster.GetHeaderAsync();
            var pages = await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync));
            _usernames = pages.SelectMany(page => page.Entries).ToDictionary(entry => entry.MisId, entry => entry.Username!);
        }

        public async Task ReleaseAsync(string urn, string consumer, bool released)
        {
            var head = await Api.TokenAsync(new { role = "headTeacher", schools = new[] { urn }, label = "head" });
            await Api.SendAsync(HttpMethod.Put, $"/api/schools/{urn}/releases/{consumer}", new { released }, head);
        }

        public async ValueTask DisposeAsync() => await Api.DisposeAsync();
    }
}
