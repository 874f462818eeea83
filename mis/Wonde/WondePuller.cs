using System.Net;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>
/// Wonde: an aggregator whose API we read. The pages are captured as they came, in a zip; the reader turns them into the canonical extract.
/// The MIS id is Wonde's <c>id</c>, which stays when the school's own MIS renumbers; see <c>docs/mis/wonde.md</c>.
/// Wire format from public documentation and clients; no live API was called.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
public sealed class WondePuller(PullTransport transport, MisLimits? limits = null) : IPullMis, IMisEvents
{
    private const string Name = "Wonde";
    private readonly MisLimits _limits = limits ?? new MisLimits();

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = "wonde",
        DisplayName = "Wonde",
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Documented,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students),
            MisReport.Yes(Report.Contacts, "The guides do not name it; Wonde delivers it."),
            MisReport.Yes(Report.GroupsAndClasses, "With hierarchies and courses."),
            MisReport.No(Report.Attendance, "The guides do not name it, and it is not read."),
            MisReport.No(Report.FutureStaff, "Wonde has pre-admission pupils, no future staff."),
            MisReport.Yes(Report.FutureStudents, "Pre-admission pupils."),
        ],
        Fields = WondeFields.All,
        Schedule = new(MisCadence.Daily, "Daily; a full export each new school year.") { FullExportEachYear = true },
        ForceRun = MisForceRun.AnyTime,
        SetUp =
        [
            MisSetUpStep.AcceptReports,
            new("connection", SetUpActor.ServiceDesk, SetUpProof.Settings, "Request access at Wonde and enter the school's id and token."),
            new("approve", SetUpActor.School, SetUpProof.ConnectionChecked, "Approve the connection in Wonde; then check the connection."),
            new("test", SetUpActor.Us, SetUpProof.Tested, "The data is tested first: make a dry run, look at what it would do, then let it be processed."),
        ],
        Settings = ["baseUrl", "schoolId", "token", "perPage", "checkCounts"],
        SecretSettings = ["token"],
        RequiredSettings = ["schoolId", "token"],
    };

    public string SchoolIdSetting => "schoolId";

    public MisEvent? ReadEvent(ReadOnlyMemory<byte> body) => WondeEvents.Read(body);

    public void Inspect(Stream export, string? fileName) => CaptureReader.Open(export, _limits, Descriptor.Code).Dispose();

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return CaptureReports.Read(
            export, _limits, Descriptor.Code, settings, [.. WondeResource.All.Select(r => (r.Name, r.Report))], (report, _) => new WondeMapper(Descriptor, report, settings));
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(capture);
        var found = await OpenAsync(settings, cancellationToken);
        var (client, connection) = (found.Client, found.Connection);
        if (found.Refusal is { } refusal)
        {
            throw refusal;
        }

        var asked = WondeResource.All.Where(r => settings.Accepted.Contains(r.Report)).ToList();
        var counts = connection.CheckCounts ? await WondeCounts.FetchAsync(client, connection, asked, cancellationToken) : new Dictionary<string, int>();

        using var writer = new CaptureWriter(capture, Descriptor.Code);
        var resources = await new PageLoop(client, writer).FetchAsync([.. asked.Select(r => r.Paged(connection, counts))], cancellationToken);
        PullRefusal.ThrowIfNothing(resources, Name);
        writer.Finish(resources);
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            var found = await OpenAsync(settings, cancellationToken);
            if (found.Check is { } wrong)
            {
                return [wrong];
            }

            var checks = new List<ConnectionCheck>();
            foreach (var report in WondeResource.All.Where(r => settings.Accepted.Contains(r.Report)).GroupBy(r => r.Report))
            {
                checks.Add(await CheckReportAsync(found.Client, found.Connection, report.Key, report, cancellationToken));
            }

            if (await WondeApproval.IsListedAsync(found.Client, found.Connection, "offline", cancellationToken))
            {
                checks.Insert(0, new ConnectionCheck(
                    ConnectionCheckCodes.Offline, "Wonde does not reach the school's own MIS any more: what we read is as old as that. Start Wonde's connector at the school."));
            }

            return checks;
        });
    }

    /// <summary>What the connection's school calls itself must be the school that asks.</summary>
    private static bool IsSchool(JsonElement answer, SchoolNumbers? school)
    {
        return school?.AreNotThoseOf(Text("urn"), Text("la_code"), Text("establishment_number")) is not true;

        string? Text(string name) => answer.FindText("data", name);
    }

    private static async Task<ConnectionCheck> CheckReportAsync(
        PullClient client, WondeConnection connection, Report report, IEnumerable<WondeResource> resources, CancellationToken cancellationToken)
    {
        foreach (var resource in resources)
        {
            var answer = await client.GetAsync(resource.Path(connection, perPage: 1), cancellationToken);
            if (ConnectionCheck.Of(answer, report, Name) is { } wrong)
            {
                return wrong;
            }
        }

        return ConnectionCheck.Ok(report: report);
    }

    /// <summary>
    /// Finds the school and the host of its region. A school of another region is asked for there: any other host returns no data. The token goes to hosts
    /// of Wonde's only.
    /// </summary>
    private async Task<Found> OpenAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        var connection = WondeConnection.From(settings.Values, transport.Options);
        var client = Client(connection);
        var answer = await client.GetAsync(connection.SchoolPath, cancellationToken);
        if (answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            var (code, words) = await WondeApproval.WhyNotAsync(client, connection, cancellationToken);
            return new Found(client, connection, new MisExportException(code, words), new ConnectionCheck(ConnectionCheckCodes.NotApproved, words));
        }

        if (answer.Body is not { } body)
        {
            return new Found(client, connection, PullRefusal.Of(answer, Name), ConnectionCheck.Of(answer, Name));
        }

        using var json = JsonDocument.Parse(body);
        if (!IsSchool(json.RootElement, settings.School))
        {
            return new Found(client, connection, PullRefusal.OtherSchool(), ConnectionCheck.WrongSchool(Name));
        }

        if (json.RootElement.FindText("data", "region", "domain") is { } domain && !domain.Equals(connection.BaseUrl.Authority, StringComparison.OrdinalIgnoreCase))
        {
            connection = connection.InRegion(domain, transport.Options);
            client = Client(connection);
        }

        return new Found(client, connection, null, null);
    }

    private PullClient Client(WondeConnection connection) => new(transport, connection.BaseUrl, PullAuthoriser.Bearer(connection.Token));

    /// <summary>The school at Wonde, or why not.</summary>
    private sealed record Found(PullClient Client, WondeConnection Connection, MisExportException? Refusal, ConnectionCheck? Check);
}
