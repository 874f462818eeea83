using System.Text.Json;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Arbor;

/// <summary>
/// How a school is connected: somebody there follows a link, signs in to Arbor and approves, and comes back with a code; for the code Arbor says where the school's
/// API is. The steps are the guides'; the addresses and names are not public and are ours ("unverified wire format").
/// </summary>
public sealed partial class ArborMis
{
    public Uri ApprovalLink(ApprovalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var start = ApprovalUrl(new PullValues(request.Values, transport.Options));
        var query = $"return={Uri.EscapeDataString(request.ReturnTo.AbsoluteUri)}&state={Uri.EscapeDataString(request.State)}";
        return new UriBuilder(start) { Path = start.AbsolutePath.TrimEnd('/'), Query = query }.Uri;
    }

    public async Task<ApprovedConnection> CompleteAsync(ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var values = new PullValues(answer.Values, transport.Options);
        var start = ApprovalUrl(values);
        var user = values.Secret(ArborConnection.UserNameSetting);
        var password = values.Required(ArborConnection.PasswordSetting);

        // The browser could name any host, and the password would go there: Arbor itself is asked.
        using var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["code"] = answer.Code });
        var client = new PullClient(transport, start, PullAuthoriser.Basic(user, password));
        var request = new PullRequest(new Uri(start, "endpoint"))
        {
            Content = await content.ReadAsByteArrayAsync(cancellationToken),
            ContentType = "application/x-www-form-urlencoded",
        };
        var said = await client.SendAsync(request, cancellationToken);
        if (said.Body is not { } body)
        {
            throw PullRefusal.Of(said, Name);
        }

        using var json = JsonDocument.Parse(body);
        var endpoint = json.RootElement.FindText("endpointUrl") ?? throw new MisExportException(MisErrorCodes.MissingEndpointUrl, "MISSING ENDPOINT URL: Arbor did not say where the school's API is. Approve again.");
        var checkedUrl = new PullValues(new Dictionary<string, string> { [ArborConnection.BaseUrlSetting] = endpoint }, transport.Options).Url(ArborConnection.BaseUrlSetting, null, ArborConnection.Hosts);
        return new ApprovedConnection(new Dictionary<string, string> { [ArborConnection.BaseUrlSetting] = checkedUrl.AbsoluteUri });
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            var connection = ArborConnection.From(new PullValues(settings.Values, transport.Options));
            var client = Client(connection);
            var query = new ArborQuery(connection);
            var first = await client.SendAsync(query.Institutions(1), cancellationToken);
            if (ConnectionCheck.Of(first, Name) is { } wrong)
            {
                return [wrong];
            }

            if (await WhoseAsync(client, query, settings.School, cancellationToken) is not null)
            {
                return [ConnectionCheck.WrongSchool(Name)];
            }

            var checks = new List<ConnectionCheck>();
            foreach (var report in ArborEntity.Reports.Where(one => settings.Accepted.Contains(one.Report)).GroupBy(one => one.Report, one => one.Resource))
            {
                checks.Add(await CheckReportAsync(client, query, report.Key, report, cancellationToken));
            }

            return checks;
        });
    }

    private static async Task<ConnectionCheck> CheckReportAsync(PullClient client, ArborQuery query, Report report, IEnumerable<string> entities, CancellationToken cancellationToken)
    {
        foreach (var entity in entities)
        {
            var answer = await client.SendAsync(query.Probe(ArborEntity.All.First(one => one.Name == entity)), cancellationToken);
            if (ConnectionCheck.Of(answer, Name) is { } wrong)
            {
                return wrong with { Report = report };
            }

            switch (ArborQuery.Look(answer.Body, entity).Reason)
            {
                case null:
                    break;
                case MisErrorCodes.PermissionMissing:
                    return ConnectionCheck.PermissionMissing(report, Name);
                default:
                    return new ConnectionCheck(ConnectionCheckCodes.BadAnswer, "Arbor answers, but not as it did: it may call a field otherwise now. The service desk has to look.", report);
            }
        }

        return ConnectionCheck.Ok(report: report);
    }

    private static Uri ApprovalUrl(PullValues values) => values.Url(ArborConnection.ApprovalUrlSetting, null, ArborConnection.Hosts);
}
