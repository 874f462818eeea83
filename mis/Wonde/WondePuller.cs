using System.Net;
using System.Text.Json;

namespace Uso.Mis.Wonde;

/// <summary>
/// Wonde: an aggregator whose API we read. The pages are captured as they came, in a zip; the reader turns them into the canonical extract.
/// The MIS id is Wonde's <c>id</c>, which stays when the school's own MIS renumbers; see <c>docs/mis/wonde.md</c>.
/// Wire format from public documentation and clients; no live API was called.
/// </summary>
/// <param name="time">Clock of the retries.</param>
/// <param name="handler">Makes the handler of one pull, for tests and proxies; it is disposed after the pull.</param>
/// <param name="options">Retries and limits.</param>
/// <param name="limits">Limits of captures.</param>
public sealed class WondePuller(TimeProvider time, Func<HttpMessageHandler>? handler = null, WondeOptions? options = null, MisLimits? limits = null) : IPullMis
{
    private readonly WondeOptions _options = options ?? new WondeOptions();
    private readonly WondeReader _reader = new(limits ?? new MisLimits());

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
            new("test", SetUpActor.Us, SetUpProof.Tested, "The data is tested before it counts: look at the first run's preview and apply it."),
        ],
        Settings = ["baseUrl", "schoolId", "token", "perPage", "checkCounts"],
        SecretSettings = ["token"],
        RequiredSettings = ["schoolId", "token"],
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
        var connection = WondeConnection.From(settings.Values);

        // A redirect would carry the token to wherever it points.
        using var transport = handler?.Invoke() ?? new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        using var client = new WondeClient(transport, connection, _options, time);
        await CheckSchoolAsync(client, connection, settings.School, cancellationToken);
        var counts = connection.CheckCounts ? await CountsAsync(client, connection, settings.Accepted, cancellationToken) : [];

        using var writer = new WondeCaptureWriter(capture);
        var resources = new List<WondeManifestResource>();
        foreach (var resource in WondeResource.All.Where(r => settings.Accepted.Contains(r.Report)))
        {
            var fetched = await new WondePages(client, connection, _options, writer).FetchAsync(resource, cancellationToken);
            resources.Add(fetched with { Count = resource.CountName is { } name && counts.TryGetValue(name, out var count) ? count : null });
        }

        ThrowIfNothing(resources);
        writer.Finish(new WondeManifest
        {
            Format = WondeManifest.FormatName,
            Version = WondeManifest.CurrentVersion,
            SchoolId = connection.SchoolId,
            Resources = resources,
        });
    }

    private static async Task CheckSchoolAsync(WondeClient client, WondeConnection connection, SchoolNumbers? school, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(new Uri(connection.BaseUrl, $"schools/{connection.SchoolId}"), cancellationToken);
        switch (answer.Status)
        {
            case HttpStatusCode.OK when answer.Body is { } body:
                CheckNumbers(body, school);
                return;
            case HttpStatusCode.Unauthorized:
                throw Unauthorised();
            case HttpStatusCode.Forbidden or HttpStatusCode.NotFound:
                throw new MisExportException(MisErrorCodes.PullWrongSchool, "Wonde does not know the school, or the school has not approved the connection.");
            default:
                throw Unreachable();
        }
    }

    /// <summary>What the connection's school calls itself must be the school that asks. Numbers that are not given prove nothing.</summary>
    private static void CheckNumbers(byte[] body, SchoolNumbers? school)
    {
        if (school is null)
        {
            return;
        }

        using var json = JsonDocument.Parse(body);
        if (Differs("urn", school.Urn) || Differs("la_code", school.LaCode) || Differs("establishment_number", school.EstablishmentNumber))
        {
            throw new MisExportException(MisErrorCodes.ExportOtherSchool, "The connection leads to another school: its URN or DfE number is not this one's.");
        }

        bool Differs(string name, string expected) =>
            WondeCell.Find(json.RootElement, "data", name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value
            && value.ToString().Trim() is { Length: > 0 } text
            && text != expected;
    }

    // The API may not offer counts; then there is nothing to compare.
    private static async Task<Dictionary<string, int>> CountsAsync(
        WondeClient client, WondeConnection connection, IReadOnlySet<Report> accepted, CancellationToken cancellationToken)
    {
        var names = WondeResource.All.Where(r => r.CountName is not null && accepted.Contains(r.Report)).Select(r => r.CountName!).ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (names.Count == 0)
        {
            return counts;
        }

        var answer = await client.GetAsync(new Uri(connection.BaseUrl, $"schools/{connection.SchoolId}/counts?include={string.Join(',', names)}"), cancellationToken);
        if (answer.Body is not { } body)
        {
            return counts;
        }

        using var json = JsonDocument.Parse(body);
        foreach (var name in names)
        {
            if (WondeCell.Find(json.RootElement, "data", name) is { } element && CountOf(element) is { } count)
            {
                counts[name] = count;
            }
        }

        return counts;
    }

    // Either a number, or { "data": { "count": 12 } }.
    private static int? CountOf(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number)
        ? number
        : WondeCell.Find(element, "data", "count") is { ValueKind: JsonValueKind.Number } inner && inner.TryGetInt32(out number) ? number : null;

    private static void ThrowIfNothing(List<WondeManifestResource> resources)
    {
        if (resources.Count == 0 || resources.Exists(r => r.Pages > 0))
        {
            return;
        }

        if (resources.TrueForAll(r => r.Status == (int)HttpStatusCode.Unauthorized))
        {
            throw Unauthorised();
        }

        if (resources.TrueForAll(r => r.Outcome == MisErrorCodes.PageMissing))
        {
            throw Unreachable();
        }
    }

    private static MisExportException Unauthorised() => new(MisErrorCodes.PullUnauthorised, "Wonde does not accept the token.");

    private static MisExportException Unreachable() => new(MisErrorCodes.PullUnreachable, "Wonde could not be reached or kept failing.");
}
