using System.Net;
using Uso.Mis.PlainJson;
using Uso.Mis.Pulling;

namespace Uso.Mis.Integris;

/// <summary>
/// RM Integris G2, read through Datashare. Unverified wire format: the address of the students and the signature are known from public clients; the other resources, what a page
/// says of itself and the names of fields are not public, and a school's <c>fieldMap</c> corrects them. No live Integris was called. See <c>docs/mis/integris.md</c>.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
public sealed class IntegrisMis(PullTransport transport, MisLimits? limits = null) : PlainJsonMis(transport, limits, PageProof.LastPage)
{
    private const string NotGranted = "The school has not granted access in Integris' Datashare, or has withdrawn it. Grant Access in Datashare, then check the connection.";
    private const string NoFuture = "No account before the start date: request a single account with the same details, and the later export links to it.";

    private static readonly Report[] Reads = [Report.Staff, Report.Students, Report.Contacts, Report.GroupsAndClasses, Report.Attendance];

    public override MisDescriptor Descriptor { get; } = new()
    {
        Code = "integris",
        DisplayName = "Integris",
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Unverified,
        Catalogue = [.. Reads.Select(report => MisReport.Yes(report)), MisReport.No(Report.FutureStaff, NoFuture), MisReport.No(Report.FutureStudents, NoFuture)],
        Fields = PlainJsonMaps.Fields(Reads),
        Schedule = new(MisCadence.WeekdayEvenings, "Evenings of Monday to Friday."),
        ForceRun = MisForceRun.Never,
        SetUp =
        [
            new("establishment", SetUpActor.ServiceDesk, SetUpProof.Settings, "Enter the establishment's id and the key, as RM gave them."),
            new("grant-access", SetUpActor.School, SetUpProof.ConnectionChecked, "Press Grant Access in Integris' Datashare; then check the connection."),
            MisSetUpStep.AcceptReports,
            MisSetUpStep.Enable,
        ],
        Settings = ["baseUrl", "establishmentId", "keyId", "secret", FieldMapSetting],
        SecretSettings = ["secret"],
        RequiredSettings = ["establishmentId", "keyId", "secret"],
        WhenLeft = "Withdraw the access in Integris' Datashare.",
    };

    private protected override (Uri School, PullAuthoriser Authoriser) Connect(PullValues values)
    {
        var root = values.Url("baseUrl", "https://api.rmintegris.com", ".rmintegris.com");
        var (id, secret) = (values.Id("keyId"), values.Required("secret"));
        return (
            new Uri(root, $"v1/establishments/{values.Id("establishmentId")}/"),
            PullAuthoriser.With(request => request.Headers.TryAddWithoutValidation(
                "Authorization", IntegrisSignature.Header(id, secret, request.RequestUri!.PathAndQuery, Time.GetUtcNow().ToUnixTimeMilliseconds()))));
    }

    // Nothing public says that the establishment itself can be asked for: 404 says nothing.
    private protected override MisExportException? Refusal(PullAnswer answer) => answer.Status is HttpStatusCode.Forbidden ? NotApproved(NotGranted) : null;
}
