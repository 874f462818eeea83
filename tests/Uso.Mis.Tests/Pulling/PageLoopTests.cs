using System.Globalization;
using Microsoft.AspNetCore.Http;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Tests.Pulling;

public sealed class PageLoopTests
{
    [Fact]
    public async Task FailedPage_IsTakenUpAgainAfterTheOthers_AndNothingIsFetchedTwice()
    {
        // The second page of "a" fails until "b" had its turn.
        var failing = true;
        await using var server = await PullServer.StartAsync(async context =>
        {
            failing &= context.Request.Path != "/b";
            if (failing && context.Request.QueryString.Value == "?page=2")
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await context.Response.WriteAsync("[1,2]");
        });
        var (resources, _) = await FetchAsync(server, new PullOptions { MaxRetries = 2 });

        Assert.Equal([("a", "complete", 3, 6), ("b", "complete", 1, 2)], resources.Select(r => (r.Name, r.Outcome, r.Pages, r.Records)));
        Assert.Equal(["/a?page=1", "/a?page=2", "/a?page=2", "/a?page=2", "/b", "/a?page=2", "/a?page=3"], server.Requests);
    }

    [Fact]
    public async Task EqualAnswers_MakeEqualBytes()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync("[1,2]"));
        var (_, one) = await FetchAsync(server, new PullOptions());
        server.Time.Pass(TimeSpan.FromDays(1));
        var (_, other) = await FetchAsync(server, new PullOptions());

        Assert.Equal(one, other);
    }

    [Fact]
    public async Task MorePagesThanTheLimit_AreNotComplete()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync("[1,2]"));
        var (resources, _) = await FetchAsync(server, new PullOptions { MaxPages = 2 });

        Assert.Equal(("page-missing", 2), (resources[0].Outcome, resources[0].Pages));
    }

    [Fact]
    public async Task CaptureOfAnotherMis_IsRefused()
    {
        await using var server = await PullServer.StartAsync(context => context.Response.WriteAsync("[1,2]"));
        var (_, capture) = await FetchAsync(server, new PullOptions());

        using var opened = CaptureReader.Open(new MemoryStream(capture), new MisLimits(), "one");
        Assert.Equal(MisErrorCodes.ExportUnknownFormat, Assert.Throws<MisExportException>(() => CaptureReader.Open(new MemoryStream(capture), new MisLimits(), "other")).Code);
    }

    private static async Task<(IReadOnlyList<CaptureResource> Resources, byte[] Capture)> FetchAsync(PullServer server, PullOptions options)
    {
        using var transport = server.Transport(options);
        var stream = new MemoryStream();
        IReadOnlyList<CaptureResource> resources;
        using (var writer = new CaptureWriter(stream, "one"))
        {
            var loop = new PageLoop(server.Client(transport), writer);
            resources = await loop.FetchAsync(
                [
                    new PagedResource("a", Page(1), (request, _) => Number(request) is var n and < 3 ? PageLook.More(2, Page(n + 1)) : PageLook.Last(2)),
                    new PagedResource("b", new PullRequest(new Uri(server.Url, "b")), (_, _) => PageLook.Last(2)),
                ],
                CancellationToken.None);
            writer.Finish(resources);
        }

        return (resources, stream.ToArray());

        PullRequest Page(int number) => new(new Uri(server.Url, string.Create(CultureInfo.InvariantCulture, $"a?page={number}")));

        static int Number(PullRequest request) => request.Url.Query[^1] - '0';
    }
}
