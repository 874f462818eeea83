using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Uso.GrainInterfaces;
using Uso.Grains.Alerts;
using Uso.Mis.Pulling;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What nobody would notice is said: once, until it is over, whatever dies on the way.</summary>
public sealed class AlertTests
{
    private const string A = "999001";

    private static readonly Pupil[] Forty = Region.Pupils(40);

    [Fact]
    public async Task NoExport_IsSaidOnce_ByWebhookAndMail_AndAgainWhenItWasOverAndComesAgain()
    {
        await using var la = await StartAsync();
        await la.SetAsync();

        // Monday to Friday noon: three school days without an export; the morning's reminder says so.
        await la.Region.NextDayAsync(4);
        await la.Webhook.Requests.WaitAsync(1);
        await la.Smtp.Mails.WaitAsync(1);
        Assert.Equal("no-export", Assert.Single((await la.CheckAsync()).Open).Code);
        await la.Region.NextDayAsync(3);
        await la.CheckAsync();
        var said = Assert.Single(la.Webhook.Requests.All);
        var mail = Assert.Single(la.Smtp.Mails.All);

        Assert.Equal(A, JsonDocument.Parse(said.Body).RootElement.GetProperty("alerts")[0].GetProperty("urn").GetString());
        Assert.Equal(("uso@uso.example", "night@la.example"), (mail.From, Assert.Single(mail.To)));
        Assert.Contains("no-export", mail.Data, StringComparison.Ordinal);
        foreach (var name in Forty.SelectMany(pupil => new[] { pupil.First, pupil.Last }))
        {
            Assert.DoesNotContain(name, said.Body + mail.Data, StringComparison.OrdinalIgnoreCase);
        }

        // The export comes, so it is over; and then it does not come again.
        await la.Region.SyncAsync(A, new SimsExport().With(Forty));
        Assert.Empty((await la.CheckAsync()).Open);
        await la.Region.NextDayAsync(7);
        await la.Webhook.Requests.WaitAsync(2);
        await la.CheckAsync();
        Assert.Equal(2, la.Webhook.Requests.All.Count);
    }

    [Fact]
    public async Task RunStillGoingAtTheEndOfTheWindow_IsSaidThen_AndOnce()
    {
        var faults = new Faults();
        faults.Disarm();
        await using var la = await AlertRegion.StartAsync(faults: faults);
        await la.Region.AddSchoolAsync(A);
        await la.SetAsync(la.Settings with { LateAfterHours = 24 });
        Region.Ok(await la.Region.School(A).SetScheduleAsync(
            Region.Head(A), new SyncSchedule { Enabled = true, WindowStart = new TimeOnly(14, 0), WindowEnd = new TimeOnly(15, 0) }));
        await la.CheckAsync();
        await la.Region.UploadAsync(A, new SimsExport().With(Forty).ToZip());
        faults.Arm(FaultKind.BlockBefore, 1, GrainTypes.User);
        await la.Region.NightAsync(A);
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));

        // 15:00 in England is 14:00 UTC.
        await ToAsync(la, 14, 20);
        Assert.Empty(la.Webhook.Requests.All);
        await ToAsync(la, 14, 50);
        await la.Webhook.Requests.WaitAsync(1);

        await ToAsync(la, 24 + 5, 50);
        await ToAsync(la, 24 + 11, 50);
        Assert.Contains("late-run", Assert.Single(la.Webhook.Requests.All).Body, StringComparison.Ordinal);
        await la.Region.Host.KillAsync();
        await la.Region.Host.StartAsync();
    }

    [Fact]
    public async Task NoExport_IsSaidAtMiddayOfTheDay_AndOnce()
    {
        await using var la = await StartAsync();
        await la.SetAsync(la.Settings with { NoExportDays = 1 });

        await ToAsync(la, 24 + 6, 0);
        Assert.Empty(la.Webhook.Requests.All);
        await ToAsync(la, 24 + 11, 30);
        await la.Webhook.Requests.WaitAsync(1);
        await ToAsync(la, 48 + 6, 0);
        await ToAsync(la, 48 + 12, 0);

        Assert.Contains("no-export", Assert.Single(la.Webhook.Requests.All).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_AreBeforeWorkAtMiddayAndAfterEachWindow()
    {
        var windows = new[] { SyncSchedule.Default, new SyncSchedule { Enabled = true, WindowStart = new TimeOnly(14, 0), WindowEnd = new TimeOnly(15, 0) } };
        var now = Region.Monday;
        var hours = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            now = AlertTimes.Next(LaCode.Parse("899"), windows, now);
            hours.Add((int)(now - Region.Monday).TotalHours + 12);
        }

        // In UTC: half past three in England, half past five, six, noon, and again.
        Assert.Equal([14, 24 + 4, 24 + 5, 24 + 11, 24 + 14], hours);
    }

    /// <summary>To a time of Monday, or of later days with hours beyond 24, UTC.</summary>
    private static Task ToAsync(AlertRegion la, int hour, int minute) =>
        la.Region.JumpAsync(Region.Monday.Date.AddHours(hour).AddMinutes(minute) - la.Region.Host.Clock.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Webhook_IsSigned_AndTheSecretIsNowhereToBeSeen()
    {
        await using var la = await StartAsync();
        await la.SetAsync();
        await RefuseAsync(la.Region);

        var overview = await la.CheckAsync();

        var request = Assert.Single(la.Webhook.Requests.All);
        var parts = request.Signature!.Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(AlertRegion.Secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{request.Body}"));
        Assert.Equal(Convert.ToHexStringLower(mac), parts["v1"]);
        Assert.True(overview.HasWebhookSecret);
        Assert.Null(overview.Settings!.WebhookSecret);
        Assert.False(la.Region.Host.StorageHolds(AlertRegion.Secret));

        // Settings without a secret keep it.
        await la.SetAsync(la.Settings with { WebhookSecret = null });
        Assert.True((await la.Alerts.GetAsync()).HasWebhookSecret);
    }

    [Fact]
    public async Task Hiccup_IsRetriedAtOnce_WithTheSameId()
    {
        await using var la = await StartAsync();
        await la.SetAsync();
        await RefuseAsync(la.Region);
        la.Webhook.FailNext(2);
        la.Smtp.RefuseNext(1);

        Assert.Empty((await la.CheckAsync()).Outbox);

        Assert.Equal([503, 503, 204], la.Webhook.Requests.All.Select(request => request.AnsweredWith));
        Assert.Single(la.Webhook.Requests.All.Select(request => request.Delivery).Distinct());
        Assert.Single(la.Smtp.Mails.All);
    }

    [Fact]
    public async Task ReceiverDown_AndProcessKilled_TheOutboxDeliversLater()
    {
        await using var la = await StartAsync();
        await la.SetAsync(la.Settings with { Emails = [] });
        await RefuseAsync(la.Region);
        la.Webhook.FailNext(3);

        var waiting = Assert.Single((await la.CheckAsync()).Outbox);
        Assert.Equal(("webhook", 1, "webhook-status-503", false), (waiting.Channel, waiting.Attempts, waiting.LastError, waiting.GivenUp));
        await la.Region.Host.CrashAsync();
        await la.Region.JumpAsync(TimeSpan.FromMinutes(25));
        await la.Webhook.Requests.WaitAsync(4);

        Assert.Empty((await la.CheckAsync()).Outbox);
        Assert.Equal(4, la.Webhook.Requests.All.Count);
        Assert.Single(la.Webhook.Requests.All.Select(request => request.Delivery).Distinct());
    }

    [Fact]
    public async Task EveryCondition_OfSeveralSchools_GoesInOneMessage()
    {
        const string b = "999002";
        await using var la = await StartAsync();
        await la.Region.AddSchoolAsync(b);
        await la.Region.SyncAsync(b, new SimsExport().With(Region.Pupils(40, from: 300)));
        await la.SetAsync();
        await RefuseAsync(la.Region);
        Assert.Equal(RunPhase.Held, (await la.Region.SyncAsync(b, new SimsExport().With(Region.Pupils(20, from: 300)))).Phase);
        Region.Ok(await la.Region.School(b).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "sims", CredentialExpiresOn = new DateOnly(2026, 9, 15) }));

        var open = (await la.CheckAsync()).Open;

        Assert.Equal([(A, "export-refused"), (b, "credential-expires"), (b, "run-held")], open.Select(alert => (alert.Urn, alert.Code)).Order());
        Assert.Contains("export-empty", open.Single(alert => alert.Urn == A).Detail, StringComparison.Ordinal);
        Assert.Single(la.Webhook.Requests.All);
        Assert.Single(la.Smtp.Mails.All);
    }

    [Fact]
    public async Task WebhookToAPrivateAddress_IsNotSent_UnlessTheServiceAllowsIt()
    {
        await using var la = await AlertRegion.StartAsync(allowPrivate: false);
        await la.Region.AddSchoolAsync(A);
        await la.SetAsync(la.Settings with { WebhookUrl = la.Webhook.Url.Replace("http:", "https:", StringComparison.Ordinal), Emails = [] });
        await RefuseAsync(la.Region);

        Assert.Equal("webhook-unreachable", Assert.Single((await la.CheckAsync()).Outbox).LastError);
        Assert.Empty(la.Webhook.Requests.All);
        Region.Refused(ProblemCodes.InvalidValue, await la.Alerts.SetAsync(AlertRegion.Operator, la.Settings));
    }

    [Fact]
    public async Task Settings_AreChecked_AndTheLasAlone()
    {
        await using var la = await StartAsync();
        var good = la.Settings;
        SetAlerts[] wrong =
        [
            good with { WebhookUrl = "ftp://la.example/x" }, good with { WebhookUrl = "https://user:pass@la.example/" }, good with { WebhookUrl = "not a url" },
            good with { WebhookSecret = "short" }, good with { Emails = ["nobody"] }, good with { Emails = ["a@b.example\r\nBcc: c@d.example"] },
            good with { Emails = [.. Enumerable.Range(0, 11).Select(i => $"a{i}@la.example")] },
            good with { NoExportDays = 0 }, good with { LateAfterHours = 25 }, good with { OffTrendPercent = 1 }, good with { CredentialDays = 0 },
            good with { Closures = [new Closure { From = new DateOnly(2026, 10, 31), Until = new DateOnly(2026, 10, 26) }] },
        ];
        foreach (var settings in wrong)
        {
            Region.Refused(ProblemCodes.InvalidValue, await la.Alerts.SetAsync(AlertRegion.Operator, settings));
        }

        foreach (var caller in new[] { Region.Head(A), AlertRegion.Operator with { LocalAuthorities = ["898"] } })
        {
            Region.Refused(ProblemCodes.Forbidden, await la.Alerts.SetAsync(caller, good));
            Region.Refused(ProblemCodes.Forbidden, await la.Alerts.CheckAsync(caller));
        }

        Assert.Null((await la.Alerts.GetAsync()).Settings);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2001:4860:4860::8888", true)]
    [InlineData("8.8.8.8", true)]
    public void PublicAddress_IsToldFromAPrivateOne(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private static async Task RefuseAsync(Region region)
    {
        await region.UploadAsync(A, []);
        Assert.Equal(RunPhase.Refused, (await region.RunAsync(A, new StartRun { OperationId = "empty" })).Phase);
    }

    private static async Task<AlertRegion> StartAsync()
    {
        var la = await AlertRegion.StartAsync();
        await la.Region.AddSchoolAsync(A);
        await la.Region.SyncAsync(A, new SimsExport().With(Forty));
        return la;
    }
}
