using System.Net;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Isams;

/// <summary>
/// iSAMS, and Ed:gen, which has the same APIs on hosts of another domain. The REST API with client credentials is the way; the Batch API, XML by a key, is
/// the other one, and its answers are read too when they come as a file. See <c>docs/mis/isams.md</c>.
/// From public clients, samples and documentation; no live API was called.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="brand">Which of the two.</param>
/// <param name="limits">Limits of captures.</param>
public sealed class IsamsMis(PullTransport transport, IsamsBrand brand, MisLimits? limits = null) : IPullMis
{
    private readonly IsamsReader _reader = new(brand.Code, limits ?? new MisLimits());

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = brand.Code,
        DisplayName = brand.Name,
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Documented,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students),
            MisReport.No(Report.Contacts, $"{brand.Name} is read for staff and students only."),
            MisReport.Offered(Report.GroupsAndClasses, "Teaching sets with their pupils; each set is a request of its own."),
            MisReport.No(Report.Attendance, $"{brand.Name} is read for staff and students only."),
            MisReport.No(Report.FutureStaff, $"{brand.Name} is read for staff and students who are there now."),
            MisReport.No(Report.FutureStudents, $"{brand.Name} is read for staff and students who are there now."),
        ],
        Fields = IsamsColumns.Fields(),
        Schedule = new(MisCadence.Daily, "Daily."),
        ForceRun = MisForceRun.AnyTime,
        SetUp =
        [
            new("connection", SetUpActor.School, SetUpProof.Settings, $"Make an API key in {brand.Name} and enter its client id and secret, and the address https://[school]{brand.Domain}."),
            MisSetUpStep.AcceptReports,
            new("check", SetUpActor.School, SetUpProof.ConnectionChecked, "Check the connection."),
            MisSetUpStep.Enable,
        ],
        Notes = ["With the setting api = batch the Batch API is read with a key of its own (batchKey) in place of client id and secret."],
        Settings = IsamsConnection.Settings,
        SecretSettings = IsamsConnection.Secrets,
        RequiredSettings = ["host"],
    };

    public void Inspect(Stream export, string? fileName) => _reader.Inspect(export);

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
        var connection = From(settings);
        using var tokens = Tokens(connection);
        using var writer = new CaptureWriter(capture, brand.Code);
        var loop = new PageLoop(Client(connection, tokens), writer);
        var resources = connection.IsBatch
            ? await loop.FetchAsync([.. Asked(IsamsEntity.Batch, settings).Select(new IsamsBatchPages(connection).Of)], cancellationToken)
            : await FetchRestAsync(loop, connection, settings, cancellationToken);
        if (resources.Count > 0 && resources.All(r => r is { Pages: 0, Outcome: MisErrorCodes.PullUnauthorised or MisErrorCodes.PullBadSettings }))
        {
            throw new MisExportException(resources[0].Outcome, $"{brand.Name} does not accept the Batch API key, or the request made with it.");
        }

        PullRefusal.ThrowIfNothing(resources, brand.Name);
        writer.Finish(resources);
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            var connection = From(settings);
            using var tokens = Tokens(connection);
            var client = Client(connection, tokens);
            var checks = new List<ConnectionCheck>();
            foreach (var entity in Asked(connection.IsBatch ? IsamsEntity.Batch : IsamsEntity.Rest, settings).DistinctBy(entity => entity.Report))
            {
                var resource = connection.IsBatch ? new IsamsBatchPages(connection).Of(entity) : new IsamsRestPages(connection.Host).Of(entity);
                var answer = await client.SendAsync(resource.First, cancellationToken);
                if (answer.Status is HttpStatusCode.Forbidden)
                {
                    checks.Add(ConnectionCheck.PermissionMissing(entity.Report, brand.Name));
                }
                else if (ConnectionCheck.Of(answer, brand.Name) is { } wrong)
                {
                    return [wrong];
                }
                else
                {
                    checks.Add(Of(resource.Look(resource.First, answer.Body), entity.Report));
                }
            }

            return checks;
        });
    }

    internal static MisExportException UnknownFormat() =>
        new(MisErrorCodes.ExportUnknownFormat, "The file is neither a capture nor an answer of the Batch API.");

    private static IEnumerable<IsamsEntity> Asked(IReadOnlyList<IsamsEntity> all, PullSettings settings) => all.Where(entity => settings.Accepted.Contains(entity.Report));

    // The lists of the sets' pupils can only be asked for when it is known which sets there are.
    private static async Task<IReadOnlyList<CaptureResource>> FetchRestAsync(PageLoop loop, IsamsConnection connection, PullSettings settings, CancellationToken cancellationToken)
    {
        var pages = new IsamsRestPages(connection.Host);
        var resources = await loop.FetchAsync([.. Asked(IsamsEntity.Rest, settings).Where(e => e.Name != IsamsRestPages.SetLists).Select(pages.Of)], cancellationToken);
        return pages.OfSetLists() is { } lists ? [.. resources, .. await loop.FetchAsync([lists], cancellationToken)] : resources;
    }

    private ConnectionCheck Of(PageLook look, Report report) => look switch
    {
        { Failure: MisErrorCodes.PermissionMissing } => ConnectionCheck.PermissionMissing(report, brand.Name),
        { Failure: MisErrorCodes.PullUnauthorised } => new(ConnectionCheckCodes.Unauthorised, $"{brand.Name} does not accept the Batch API key.", report),
        { Drop: true } => new(ConnectionCheckCodes.BadAnswer, $"{brand.Name} answers with an error in place of data.", report),
        _ => ConnectionCheck.Ok(report: report),
    };

    private IsamsConnection From(PullSettings settings) => IsamsConnection.From(settings.Values, transport.Options, brand.Domain);

    private OAuthTokens? Tokens(IsamsConnection connection) => connection.OAuth is { } oauth ? new OAuthTokens(transport, oauth) : null;

    private PullClient Client(IsamsConnection connection, OAuthTokens? tokens) => new(transport, connection.Host, tokens ?? PullAuthoriser.With(_ => { }));
}

/// <summary>One of the names under which the same product is run.</summary>
/// <param name="Code">Code of the MIS.</param>
/// <param name="Name">As schools know it.</param>
/// <param name="Domain">End of the host's name of every school.</param>
public sealed record IsamsBrand(string Code, string Name, string Domain)
{
    public static IsamsBrand Isams { get; } = new("isams", "iSAMS", ".isams.cloud");

    public static IsamsBrand Edgen { get; } = new("edgen", "Ed:gen", ".edgen.cloud");
}
