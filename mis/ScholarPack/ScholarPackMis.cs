using System.Net;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.ScholarPack;

/// <summary>
/// ScholarPack: a REST API with OAuth2 that somebody at the school approves. Unverified wire format: envelope, paging and OAuth2 are from the maker's public documents, the
/// names of fields are not public; a school's <c>fieldMap</c> corrects them. No live ScholarPack was called. See <c>docs/mis/scholarpack.md</c>.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
public sealed partial class ScholarPackMis(PullTransport transport, MisLimits? limits = null) : IApprovedMis
{
    private const string Name = "ScholarPack";
    private const string NotApproved = "The school has not approved the connection in ScholarPack, or has to approve it again. Follow the approval link.";
    private readonly MisLimits _limits = limits ?? new MisLimits();

    public MisDescriptor Descriptor { get; } = ScholarPackDescriptor.Value;

    public void Inspect(Stream export, string? fileName) => CaptureReader.Open(export, _limits, Descriptor.Code).Dispose();

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return CaptureReports.Read(export, _limits, Descriptor.Code, settings, ScholarPackResource.Reports, (report, manifest) =>
        {
            var maps = manifest.FieldMap is { } map ? FieldMap.Override(ScholarPackFields.Maps, map) : ScholarPackFields.Maps;
            return new ScholarPackMapper(Descriptor, report, settings, maps, CaptureNight.Of(manifest).Date);
        });
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(capture);
        var connection = ScholarPackConnection.From(settings.Values, transport.Options);
        var maps = ScholarPackConnection.Maps(settings.Values);
        using var tokens = Tokens(connection, settings);
        var client = new PullClient(transport, connection.BaseUrl, tokens);
        if (await WhoseAsync(client, settings.School, cancellationToken) is { } refusal)
        {
            throw refusal;
        }

        using var writer = new CaptureWriter(capture, Descriptor.Code);
        var resources = await new PageLoop(client, writer).FetchAsync([.. ScholarPackResource.Of(settings.Accepted).Select(one => one.Paged(connection))], cancellationToken);
        PullRefusal.ThrowIfNothing(resources, Name);
        var today = CaptureNight.Today(transport.Time);
        writer.Finish(resources, OwnMap(settings.Values, maps), new CaptureNight(today, today).ToJson());
    }

    /// <summary>Why this is not the school's ScholarPack; null when it is, or does not say.</summary>
    private static async Task<MisExportException?> WhoseAsync(PullClient client, SchoolNumbers? school, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(ScholarPackResource.SchoolPath, cancellationToken);
        if (answer.Body is not { } body)
        {
            // The scope school-info:read may not have been given: then the school is not said.
            return answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? null : PullRefusal.Of(answer, Name);
        }

        using var json = JsonDocument.Parse(body);
        return school?.AreNotThoseOf(Text("urn"), Text("la_code"), Text("establishment_number")) is true ? PullRefusal.OtherSchool() : null;

        string? Text(string name) => json.RootElement.FindText("data", name) ?? json.RootElement.FindText(name);
    }

    private OAuthTokens Tokens(ScholarPackConnection connection, PullSettings settings) => connection.RefreshToken is not { } refresh
        ? throw new MisExportException(MisErrorCodes.PullUnauthorised, NotApproved)
        : new OAuthTokens(transport, new OAuthSettings(connection.TokenUrl, connection.ClientId, connection.ClientSecret)
        {
            RefreshToken = refresh,
            OnRefreshToken = settings.Renewed is { } keep
                ? (token, stop) => keep(new Dictionary<string, string> { [ScholarPackConnection.RefreshTokenSetting] = token }, stop)
                : null,
        });
}
