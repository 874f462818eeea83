using System.Net;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.PlainJson;

/// <summary>
/// A MIS that gives records of plain JSON in numbered pages under a school's address: what those have in common whose makers publish no field list. A derived class says what
/// the MIS can do, where it is and how requests are signed.
/// </summary>
public abstract class PlainJsonMis : IPullMis
{
    /// <summary>The setting that corrects the names of fields, for every MIS of this kind.</summary>
    protected const string FieldMapSetting = "fieldMap";

    private readonly PullTransport _transport;
    private readonly MisLimits _limits;
    private readonly PageProof _proof;

    private protected PlainJsonMis(PullTransport transport, MisLimits? limits, PageProof proof) => (_transport, _limits, _proof) = (transport, limits ?? new MisLimits(), proof);

    public abstract MisDescriptor Descriptor { get; }

    /// <summary>Clock of pulls.</summary>
    protected TimeProvider Time => _transport.Time;

    private string Name => Descriptor.DisplayName;

    public void Inspect(Stream export, string? fileName) => CaptureReader.Open(export, _limits, Descriptor.Code).Dispose();

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return CaptureReports.Read(export, _limits, Descriptor.Code, settings, PlainJsonMaps.Resources, (report, manifest) =>
        {
            var maps = manifest.FieldMap is { } map ? FieldMap.Override(PlainJsonMaps.All, map) : PlainJsonMaps.All;
            return new PlainJsonMapper(Descriptor, report, settings, maps, CaptureNight.Of(manifest).Date);
        });
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(capture);
        var (client, map) = Connect(settings);
        if (WhatIsWrong(await client.GetAsync(School(client), cancellationToken), settings.School) is { } wrong)
        {
            throw wrong;
        }

        using var writer = new CaptureWriter(capture, Descriptor.Code);
        var resources = await new PageLoop(client, writer).FetchAsync([.. Resources(settings).Select(one => Pages(client, one.Resource).Paged())], cancellationToken);
        if (resources.Count > 0 && resources.All(r => r.Status == (int)HttpStatusCode.NotFound))
        {
            throw PullRefusal.Of(new PullAnswer(HttpStatusCode.NotFound, null, PullFault.Status), Name);
        }

        PullRefusal.ThrowIfNothing(resources, Name);
        var today = CaptureNight.Today(Time);
        writer.Finish(resources, map, new CaptureNight(today, today).ToJson());
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            var (client, _) = Connect(settings);
            var school = await client.GetAsync(School(client), cancellationToken);
            if (WhatIsWrong(school, settings.School) is { } wrong)
            {
                return [wrong.Code switch
                {
                    MisErrorCodes.ApprovalDenied => new ConnectionCheck(ConnectionCheckCodes.NotApproved, wrong.Message),
                    MisErrorCodes.ExportOtherSchool => ConnectionCheck.WrongSchool(Name),
                    _ => ConnectionCheck.Of(school, Name)!,
                }];
            }

            var checks = new List<ConnectionCheck>();
            foreach (var (name, report) in Resources(settings))
            {
                var answer = await client.SendAsync(Pages(client, name).Paged().First, cancellationToken);
                checks.Add(ConnectionCheck.Of(answer, report, Name) ?? ConnectionCheck.Ok(report: report));
            }

            return checks;
        });
    }

    /// <summary>Address of the school, ending with a slash, and how requests are signed.</summary>
    private protected abstract (Uri School, PullAuthoriser Authoriser) Connect(PullValues values);

    /// <summary>What a 403 or 404 of the school's own resource means; null: nothing.</summary>
    private protected virtual MisExportException? Refusal(PullAnswer answer) => PullRefusal.Of(answer, Name);

    /// <summary>Whether the school, by what its own resource says, does not let us in; null: it does.</summary>
    private protected virtual MisExportException? Refusal(JsonElement school) => null;

    /// <summary>The school has not let us in, with what to do.</summary>
    private protected static MisExportException NotApproved(string words) => new(MisErrorCodes.ApprovalDenied, words);

    private IEnumerable<(string Resource, Report Report)> Resources(PullSettings settings) =>
        PlainJsonMaps.Resources.Where(one => settings.Accepted.Contains(one.Report) && Descriptor.Reports.Contains(one.Report));

    private static string School(PullClient client) => client.BaseUrl.AbsoluteUri.TrimEnd('/');

    private NumberedPages Pages(PullClient client, string resource) => new(resource, new Uri(client.BaseUrl, resource), _proof);

    private (PullClient Client, JsonElement? Map) Connect(PullSettings settings)
    {
        var (school, authoriser) = Connect(new PullValues(settings.Values, _transport.Options));
        var map = settings.Values.GetValueOrDefault(FieldMapSetting);
        FieldMap.Override(PlainJsonMaps.All, map);
        return (new PullClient(_transport, school, authoriser), string.IsNullOrWhiteSpace(map) ? null : JsonElement.Parse(map));
    }

    /// <summary>What the school calls itself must be the school that asks. Numbers that are not given prove nothing.</summary>
    private MisExportException? WhatIsWrong(PullAnswer answer, SchoolNumbers? school)
    {
        if (answer.Body is not { } body)
        {
            return answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound ? Refusal(answer) : PullRefusal.Of(answer, Name);
        }

        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        return school?.AreNotThoseOf(root.FindText("urn"), root.FindText("laCode"), root.FindText("establishmentNumber")) is true
            ? PullRefusal.OtherSchool()
            : Refusal(root);
    }
}
