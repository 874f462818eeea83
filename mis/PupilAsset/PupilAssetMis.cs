using System.Net;
using System.Text.Json;
using Uso.Mis.PlainJson;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.PupilAsset;

/// <summary>
/// Pupil Asset. Its maker publishes neither addresses nor fields: the wire format is ours, and Pupil Asset is asked to follow it. Unverified wire format: no live Pupil Asset was
/// called. See <c>docs/mis/pupil-asset.md</c>.
/// </summary>
/// <param name="transport">The way out.</param>
/// <param name="limits">Limits of captures.</param>
public sealed class PupilAssetMis(PullTransport transport, MisLimits? limits = null) : PlainJsonMis(transport, limits, PageProof.Totals)
{
    private const string NotYet = "The school has not approved the connection in Pupil Asset, or has withdrawn it. Approve it in Pupil Asset, then check the connection.";
    private const string NoFuture = "No account before the start date: request a single account with the same details, and the later export links to it.";

    private static readonly Report[] Reads = [Report.Staff, Report.Students, Report.Contacts];

    public override MisDescriptor Descriptor { get; } = new()
    {
        Code = "pupil-asset",
        DisplayName = "Pupil Asset",
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Ours,
        Catalogue =
        [
            .. Reads.Select(report => MisReport.Yes(report)),
            MisReport.No(Report.GroupsAndClasses, "Pupil Asset does not give groups to this service."),
            MisReport.No(Report.Attendance, "Pupil Asset does not give attendance to this service."),
            MisReport.No(Report.FutureStaff, NoFuture), MisReport.No(Report.FutureStudents, NoFuture),
        ],
        Fields = PlainJsonMaps.Fields(Reads),
        Schedule = new(MisCadence.WeekdayEvenings, "Evenings of Monday to Friday."),
        ForceRun = MisForceRun.Never,
        AcceptedBy = MisAcceptance.HeadTeacher,
        SetUp =
        [
            new("approve", SetUpActor.School, SetUpProof.Confirmed, "Approve the connection in Pupil Asset."),
            new("school-reference", SetUpActor.School, SetUpProof.Settings, "Enter the school reference number, and the address and key that Pupil Asset shows with the approval."),
            new("support-case", SetUpActor.ServiceDesk, SetUpProof.Confirmed, "Open a support case with Pupil Asset, with the school reference number in it."),
            new("connection", SetUpActor.Us, SetUpProof.ConnectionChecked, "Check the connection."),
            MisSetUpStep.AcceptReports with { By = SetUpActor.HeadTeacher },
            MisSetUpStep.Enable,
        ],
        Notes = ["Only the head teacher may accept reports."],
        Settings = ["baseUrl", "schoolReference", "token", FieldMapSetting],
        SecretSettings = ["token"],
        RequiredSettings = ["baseUrl", "schoolReference", "token"],
        WhenLeft = "Withdraw the approval in Pupil Asset.",
    };

    private protected override (Uri School, PullAuthoriser Authoriser) Connect(PullValues values) =>
        (new Uri(values.Url("baseUrl", null), $"v1/schools/{values.Id("schoolReference")}/"), PullAuthoriser.Bearer(values.Secret("token")));

    private protected override MisExportException? Refusal(PullAnswer answer) => answer.Status is HttpStatusCode.Forbidden ? NotApproved(NotYet) : base.Refusal(answer);

    private protected override MisExportException? Refusal(JsonElement school) =>
        school.FindText("approval") is { } state && !state.Equals("approved", StringComparison.OrdinalIgnoreCase) ? NotApproved(NotYet) : null;
}
