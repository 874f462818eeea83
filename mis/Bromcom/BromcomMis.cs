using System.Net;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Bromcom;

/// <summary>
/// Bromcom, in lists "Generic API": it sends us its data in a form that we published, because its own push is not public. A school may choose that we
/// read it instead, by REST v2 or by the SOAP service, which also gives classes. See <c>docs/mis/bromcom.md</c>.
/// REST and SOAP from a public client and a public service description; no live API was called.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
/// <param name="pageRows">Rows of a full page of REST v2.</param>
public sealed class BromcomMis(PullTransport transport, MisLimits? limits = null, int pageRows = BromcomMis.FullPage) : IPullMis
{
    public const string Code = "bromcom";
    private const string Name = "Bromcom";
    private const int FullPage = 100_000;
    private readonly BromcomReader _reader = new(limits ?? new MisLimits());

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = Code,
        DisplayName = Name,
        ShownAs = "Generic API",
        Route = MisRoute.MisPush,
        WireFormat = MisWireFormat.Ours,
        Catalogue =
        [
            MisReport.Current(Report.Staff), MisReport.Current(Report.Students), MisReport.Yes(Report.Contacts),
            MisReport.Offered(Report.GroupsAndClasses, "Bromcom does not send classes. They can be had where we read Bromcom instead (route rest or soap)."),
            MisReport.Yes(Report.Attendance), MisReport.Yes(Report.FutureStaff), MisReport.Yes(Report.FutureStudents),
        ],
        Fields = BromcomColumns.Fields(),
        Schedule = new(MisCadence.SetByMis, "Daily, usually after 18:00, when Bromcom sends; processed overnight."),
        ForceRun = MisForceRun.From("from Bromcom"),
        SetUp =
        [
            new("support-case", SetUpActor.ServiceDesk, SetUpProof.Confirmed, "Open the support case, make the supplier id and password, and give them to Bromcom."),
            MisSetUpStep.LicenceKey,
            MisSetUpStep.AcceptReports,
            new("first-export", SetUpActor.MisSupplier, SetUpProof.FirstExport, "Enter licence key, supplier id and supplier password in Bromcom and send the first export."),
            MisSetUpStep.Enable,
        ],
        Notes = ["The format of the push is ours, published in the API's description."],
        Settings = BromcomConnection.Settings,
        SecretSettings = BromcomConnection.Secrets,
        WhenLeft = "Ask Bromcom to stop sending, and take its supplier password back.",
    };

    public bool Pulls(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return BromcomConnection.RouteOf(settings) is not BromcomRoute.Push;
    }

    public void Inspect(Stream export, string? fileName) => _reader.Inspect(export);

    public DateTimeOffset? ExportedAt(Stream export, string? fileName) => _reader.ExportedAt(export);

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return _reader.Read(export, settings);
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(capture);
        var connection = BromcomConnection.From(settings.Values, transport.Options);
        var pages = Pages(connection, pageRows);
        var asked = BromcomEntity.All.Where(entity => entity.Reports.Any(report => settings.Accepted.Contains(report.Report)));

        using var writer = new CaptureWriter(capture, Code);
        var resources = await new PageLoop(Client(connection), writer).FetchAsync([.. asked.Select(pages.Of)], cancellationToken);
        if (resources.Count > 0 && resources.All(r => r is { Pages: 0, Status: (int)HttpStatusCode.NotFound }))
        {
            throw new MisExportException(MisErrorCodes.PullWrongSchool, "Bromcom does not know the school's id.");
        }

        PullRefusal.ThrowIfNothing(resources, Name);
        writer.Finish(resources);
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            if (BromcomConnection.RouteOf(settings.Values) is BromcomRoute.Push)
            {
                return [ConnectionCheck.Ok("Bromcom sends its data here, so that there is nothing to reach. The upload history shows what came.")];
            }

            var connection = BromcomConnection.From(settings.Values, transport.Options);
            var (client, pages) = (Client(connection), Pages(connection, pageRows));
            var checks = new List<ConnectionCheck>();
            foreach (var (report, entity) in BromcomEntity.All.SelectMany(e => e.Reports.Select(r => (r.Report, Entity: e))).Where(r => settings.Accepted.Contains(r.Report)))
            {
                var resource = pages.Of(entity);
                var answer = await client.SendAsync(resource.First, cancellationToken);
                if (answer.Status is HttpStatusCode.Forbidden)
                {
                    checks.Add(ConnectionCheck.PermissionMissing(report, Name));
                }
                else if (answer.Status is HttpStatusCode.NotFound)
                {
                    return [new ConnectionCheck(ConnectionCheckCodes.WrongSchool, "Bromcom does not know the school's id.")];
                }
                else if (ConnectionCheck.Of(answer, Name) is { } wrong)
                {
                    return [wrong];
                }
                else
                {
                    checks.Add(resource.Look(resource.First, answer.Body).Drop
                        ? new ConnectionCheck(ConnectionCheckCodes.BadAnswer, "Bromcom answers, but not with data. Ask Bromcom.", report)
                        : ConnectionCheck.Ok(report: report));
                }
            }

            return checks;
        });
    }

    private BromcomPages Pages(BromcomConnection connection, int rows) => new(connection, DateOnly.FromDateTime(transport.Time.GetUtcNow().UtcDateTime), rows);

    private PullClient Client(BromcomConnection connection) => new(transport, connection.Url, connection.Authoriser);
}
