using System.Web;
using Uso.Mis.Tests.Wonde;
using static Uso.Mis.Tests.ScholarPack.ScholarPackFixture;

namespace Uso.Mis.Tests.ScholarPack;

/// <summary>OAuth2's authorisation code, played through on the fake's pages.</summary>
public sealed class ScholarPackApprovalTests
{
    private static readonly Uri ReturnTo = new("https://uso.example/approved");

    [Fact]
    public async Task Approval_BringsARefreshToken()
    {
        await using var pack = await StartAsync(refreshToken: null);
        pack.Values.Remove("refreshToken");
        var back = await WalkAsync(pack, "confirm");
        Assert.Equal("one-time", back["state"]);
        var connection = await pack.Mis.CompleteAsync(new ApprovalAnswer(pack.Values, ReturnTo, back["code"]!), CancellationToken.None);
        pack.Values["refreshToken"] = connection.Settings["refreshToken"];

        Assert.Equal((true, null), (await pack.PullAndReadAsync(Report.Students)).End(Report.Students));
        var used = await Assert.ThrowsAsync<MisExportException>(() => pack.Mis.CompleteAsync(new ApprovalAnswer(pack.Values, ReturnTo, back["code"]!), CancellationToken.None));
        Assert.Equal(MisErrorCodes.PullUnauthorised, used.Code);
    }

    [Fact]
    public async Task Decline_BringsNoCode()
    {
        await using var pack = await StartAsync(refreshToken: null);
        var back = await WalkAsync(pack, "decline");

        Assert.Equal(("access_denied", null), (back["error"], back["code"]));
    }

    [Fact]
    public async Task Link_NamesScopesAndWhereToComeBack()
    {
        await using var pack = await StartAsync();
        var query = HttpUtility.ParseQueryString(pack.Mis.ApprovalLink(new ApprovalRequest(pack.Values, ReturnTo, "one time")).Query);

        Assert.Equal(("code", "uso", ReturnTo.AbsoluteUri, "one time"), (query["response_type"], query["client_id"], query["redirect_uri"], query["state"]));
        Assert.Equal("student:read staff:read contacts:first-party school-info:read student-register:read", query["scope"]);
    }

    /// <summary>Somebody at the school, with a browser.</summary>
    private static async Task<System.Collections.Specialized.NameValueCollection> WalkAsync(ScholarPackFixture pack, string decision)
    {
        var link = pack.Mis.ApprovalLink(new ApprovalRequest(pack.Values, ReturnTo, "one-time"));
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.Contains("Confirm", await browser.GetStringAsync(link), StringComparison.Ordinal);
        using var answer = await browser.PostAsync(link, new FormUrlEncodedContent(new Dictionary<string, string> { ["password"] = "let-me-in", ["decision"] = decision }));
        Assert.StartsWith(ReturnTo.AbsoluteUri, answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(answer.Headers.Location.Query);
    }
}
