using System.Web;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.Arbor.ArborFixture;

namespace Uso.Mis.Tests.Arbor;

/// <summary>Follow the link, sign in, approve, come back: played through on the fake's pages.</summary>
public sealed class ArborApprovalTests
{
    private static readonly Uri ReturnTo = new("https://uso.example/approved");

    [Fact]
    public async Task Approval_BringsTheEndpoint()
    {
        await using var arbor = await StartAsync(approved: false);
        arbor.Values.Remove("baseUrl");
        Assert.Equal(MisErrorCodes.MissingEndpointUrl, await arbor.RefusalAsync(Report.Students));

        var back = await WalkAsync(arbor, "approve");
        Assert.Equal("one-time", back["state"]);
        var connection = await arbor.Mis.CompleteAsync(new ApprovalAnswer(arbor.Values, ReturnTo, back["code"]!), CancellationToken.None);
        arbor.Values["baseUrl"] = connection.Settings["baseUrl"];

        Assert.Equal((true, null), (await arbor.PullAndReadAsync(Report.Students)).End(Report.Students));
        var used = await Assert.ThrowsAsync<MisExportException>(() => arbor.Mis.CompleteAsync(new ApprovalAnswer(arbor.Values, ReturnTo, back["code"]!), CancellationToken.None));
        Assert.Equal(MisErrorCodes.PullWrongSchool, used.Code);
    }

    [Fact]
    public async Task Decline_BringsNoCode()
    {
        await using var arbor = await StartAsync(approved: false);
        var back = await WalkAsync(arbor, "decline");

        Assert.Equal(("access_denied", null), (back["error"], back["code"]));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("http://school.uk.arbor.sc")]
    public async Task Approval_EndpointElsewhere_IsRefused(string endpoint)
    {
        await using var arbor = await StartAsync(approved: false);
        arbor.Fake.Faults.Endpoint = endpoint;
        var back = await WalkAsync(arbor, "approve");

        var refused = await Assert.ThrowsAsync<MisExportException>(() => arbor.Mis.CompleteAsync(new ApprovalAnswer(arbor.Values, ReturnTo, back["code"]!), CancellationToken.None));
        Assert.Equal(MisErrorCodes.PullBadSettings, refused.Code);
    }

    /// <summary>Somebody at the school, with a browser.</summary>
    private static async Task<System.Collections.Specialized.NameValueCollection> WalkAsync(ArborFixture arbor, string decision)
    {
        var link = arbor.Mis.ApprovalLink(new ApprovalRequest(arbor.Values, ReturnTo, "one-time"));
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.Contains("Sign in", await browser.GetStringAsync(link), StringComparison.Ordinal);
        using var signedIn = await browser.PostAsync(new Uri(link, $"/approve/sign-in{link.Query}"), Form("password", "let-me-in"));
        Assert.Contains("Approve", await browser.GetStringAsync(new Uri(link, signedIn.Headers.Location!)), StringComparison.Ordinal);
        using var answer = await browser.PostAsync(new Uri(link, $"/approve/decision{link.Query}"), Form("decision", decision));
        Assert.StartsWith(ReturnTo.AbsoluteUri, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(answer.Headers.Location.Query);
    }

    private static FormUrlEncodedContent Form(string name, string value) => new(new Dictionary<string, string> { [name] = value });
}
