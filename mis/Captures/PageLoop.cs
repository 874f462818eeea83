using System.Net;
using Uso.Mis.Pulling;

namespace Uso.Mis.Captures;

/// <summary>What a MIS's reader sees in a page that came: how many records, and what comes next.</summary>
internal readonly record struct PageLook
{
    /// <summary>Records in this page. Not meaningful when <see cref="Failure"/> is set.</summary>
    public int Records { get; private init; }

    /// <summary>Request of the next page; null after the last.</summary>
    public PullRequest? Next { get; private init; }

    /// <summary>Why the resource is not complete: a reason of <see cref="ReportEnd"/>. The page is kept unless <see cref="Drop"/>.</summary>
    public string? Failure { get; private init; }

    /// <summary>The page is no page of records and does not go into the capture.</summary>
    public bool Drop { get; private init; }

    public static PageLook Last(int records) => new() { Records = records };

    public static PageLook More(int records, PullRequest next) => new() { Records = records, Next = next };

    /// <summary>A page of records, after which the paging does not go on as it should.</summary>
    public static PageLook Broken(int records, string reason = MisErrorCodes.PageMissing) => new() { Records = records, Failure = reason };

    /// <summary>Not a page of records: an error in an answer that says 200, a permission that is not there.</summary>
    public static PageLook Failed(string reason) => new() { Failure = reason, Drop = true };
}

/// <summary>One resource to fetch page by page.</summary>
/// <param name="Name">Folder in the capture.</param>
/// <param name="First">Request of the first page.</param>
/// <param name="Look">Looks at a page: its request, its bytes.</param>
internal sealed record PagedResource(string Name, PullRequest First, Func<PullRequest, ReadOnlyMemory<byte>, PageLook> Look)
{
    /// <summary>The MIS's own count of records, when it gave one.</summary>
    public int? Count { get; init; }
}

/// <summary>
/// Fetches all pages of resources into a capture. What fails is recorded and the others go on; a resource that failed for a reason that may pass is taken up
/// again at its failed page once the others had their turn, so that nothing is fetched twice.
/// </summary>
internal sealed class PageLoop(PullClient client, CaptureWriter writer)
{
    public async Task<IReadOnlyList<CaptureResource>> FetchAsync(IReadOnlyList<PagedResource> resources, CancellationToken cancellationToken)
    {
        var fetches = resources.Select(resource => new Fetch(resource)).ToList();
        for (var turn = 0; turn <= client.Options.MaxResumes; turn++)
        {
            // When nothing at all came, the MIS is down, not one page of it.
            if (turn > 0 && !fetches.Exists(f => f.Pages > 0))
            {
                break;
            }

            foreach (var fetch in fetches.Where(f => f.Goes))
            {
                await GoOnAsync(fetch, cancellationToken);
            }
        }

        return [.. fetches.Select(f => new CaptureResource
        {
            Name = f.Resource.Name,
            Outcome = f.Outcome!,
            Pages = f.Pages,
            Records = f.Records,
            Status = f.Status,
            Count = f.Resource.Count,
        })];
    }

    private async Task GoOnAsync(Fetch fetch, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (fetch.Pages == client.Options.MaxPages || !fetch.Asked.Add(Key(fetch.Next)))
            {
                fetch.End(MisErrorCodes.PageMissing);
                return;
            }

            var answer = await client.SendAsync(fetch.Next, cancellationToken);
            if (answer.Body is not { } body)
            {
                fetch.End(OutcomeOf(answer), answer.Status, mayGoOn: answer.IsTransient);
                fetch.Asked.Remove(Key(fetch.Next));
                return;
            }

            var look = fetch.Resource.Look(fetch.Next, body);
            if (look.Drop)
            {
                fetch.End(look.Failure!, answer.Status);
                return;
            }

            writer.WritePage(fetch.Resource.Name, ++fetch.Pages, body);
            fetch.Records += look.Records;
            if (look.Failure is not null || look.Next is null)
            {
                fetch.End(look.Failure ?? CaptureResource.Complete);
                return;
            }

            fetch.Next = look.Next;
        }
    }

    private static string OutcomeOf(PullAnswer answer) => answer switch
    {
        { Fault: PullFault.Redirect } => throw new MisExportException(MisErrorCodes.PullRedirect, "The MIS sent us on to another host; nothing was fetched from there."),
        { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => MisErrorCodes.PermissionMissing,
        _ => MisErrorCodes.PageMissing,
    };

    // A POST's page is in its body.
    private static (Uri, string) Key(PullRequest request) => (request.Url, request.Content is { } content ? Convert.ToBase64String(content.Span) : "");

    private sealed class Fetch(PagedResource resource)
    {
        public PagedResource Resource { get; } = resource;

        public PullRequest Next { get; set; } = resource.First;

        public HashSet<(Uri, string)> Asked { get; } = [];

        public bool Goes { get; private set; } = true;

        public int Pages { get; set; }

        public int Records { get; set; }

        public string? Outcome { get; private set; }

        public int? Status { get; private set; }

        public void End(string outcome, HttpStatusCode? status = null, bool mayGoOn = false) =>
            (Outcome, Status, Goes) = (outcome, outcome == CaptureResource.Complete ? null : (int?)status, mayGoOn);
    }
}
