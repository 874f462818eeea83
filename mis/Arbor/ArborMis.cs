using System.Net;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Arbor;

/// <summary>
/// Arbor: a school's own host whose GraphQL API we read once somebody at the school has approved the application. Lists hold everybody who ever was or will be at the
/// school, so that the capture says of which day it is. Wire format from public documents and clients; no live Arbor was called. See <c>docs/mis/arbor.md</c>.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
public sealed partial class ArborMis(PullTransport transport, MisLimits? limits = null) : IApprovedMis
{
    private const string Name = "Arbor";

    /// <summary>Institutions that are asked for to see whose Arbor it is; when there are as many, nothing is proved.</summary>
    private const int MostInstitutions = 500;

    /// <summary>How old pages may get while the change log says that nothing moved. It does not know of everything, so that a full read is due now and then.</summary>
    private const int MostQuietDays = 6;

    private readonly MisLimits _limits = limits ?? new MisLimits();

    public MisDescriptor Descriptor { get; } = ArborDescriptor.Value;

    public void Inspect(Stream export, string? fileName) => CaptureReader.Open(export, _limits, Descriptor.Code).Dispose();

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return CaptureReports.Read(
            export, _limits, Descriptor.Code, settings, ArborEntity.Reports, (report, manifest) => new ArborMapper(Descriptor, report, settings, CaptureNight.Of(manifest).Date));
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(capture);
        var connection = ArborConnection.From(new PullValues(settings.Values, transport.Options));
        var client = Client(connection);
        var query = new ArborQuery(connection);
        if (await WhoseAsync(client, query, settings.School, cancellationToken) is { } refusal)
        {
            throw refusal;
        }

        var entities = ArborEntity.Of(settings.Accepted);
        using var previous = await ArborPrevious.OpenAsync(settings, _limits, Descriptor.Code, cancellationToken);
        var (night, quiet) = await NightAsync(client, query, previous, entities, cancellationToken);

        using var writer = new CaptureWriter(capture, Descriptor.Code);
        var since = night.Date.AddDays(-connection.AttendanceDays);
        var fetched = entities.Where(entity => !quiet || !entity.IsQuiet)
            .Select(entity => query.Pages(entity, entity.Name == ArborEntity.Attendance ? since : null)).ToList();
        var kept = quiet ? previous!.Copy(writer, entities.Where(entity => entity.IsQuiet)) : [];
        var resources = await new PageLoop(client, writer).FetchAsync(fetched, cancellationToken);
        PullRefusal.ThrowIfNothing([.. kept, .. resources], Name);
        writer.Finish([.. kept, .. resources], context: night.ToJson());
    }

    /// <summary>Which night it is, and whether what was fetched before still stands: nothing moved since, and everything can still be seen.</summary>
    private async Task<(CaptureNight Night, bool Quiet)> NightAsync(
        PullClient client, ArborQuery query, ArborPrevious? previous, IReadOnlyList<ArborEntity> entities, CancellationToken cancellationToken)
    {
        // Looked at before anything is fetched: what changes while pages are read is then fetched again next time.
        var log = new ArborChangeLog(client);
        var today = CaptureNight.Today(transport.Time);
        var from = previous?.Night.Revision ?? await log.AnyAsync(cancellationToken);
        var latest = from is { } known ? await log.LatestAsync(known, cancellationToken) : null;
        var host = client.BaseUrl.Authority;
        var quiet = previous is not null && previous.Night.Host == host && latest is not null && latest == previous.Night.Revision
            && previous.Night.FetchedOn.AddDays(MostQuietDays) >= today && previous.Has(entities) && await SeesAsync(client, query, entities, cancellationToken);
        return (new CaptureNight(today, quiet ? previous!.Night.FetchedOn : today, latest, host), quiet);
    }

    /// <summary>Whether a record of each entity can be seen. A log without entries, and a permission that was taken away, look alike.</summary>
    private static async Task<bool> SeesAsync(PullClient client, ArborQuery query, IReadOnlyList<ArborEntity> entities, CancellationToken cancellationToken)
    {
        foreach (var entity in entities.Where(entity => entity.IsQuiet))
        {
            var answer = await client.SendAsync(query.Probe(entity), cancellationToken);
            if (answer.Body is not { } body || ArborQuery.Look(body, entity.Name) is not { Reason: null })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Why this is not the school's Arbor; null when it is, or does not say.</summary>
    private static async Task<MisExportException?> WhoseAsync(PullClient client, ArborQuery query, SchoolNumbers? school, CancellationToken cancellationToken)
    {
        var answer = await client.SendAsync(query.Institutions(MostInstitutions), cancellationToken);
        if (answer.Body is not { } body)
        {
            return answer.Status is HttpStatusCode.BadRequest ? null : PullRefusal.Of(answer, Name);
        }

        return school is not null && ArborQuery.Urns(body) is { Count: > 0 and < MostInstitutions } urns && !urns.Contains(school.Urn)
            ? new MisExportException(MisErrorCodes.ExportOtherSchool, "The connection leads to another school: none of the institutions that this Arbor knows has the school's URN.")
            : null;
    }

    private PullClient Client(ArborConnection connection) =>
        new(transport, connection.BaseUrl, PullAuthoriser.Basic(connection.UserName, connection.Password));
}
