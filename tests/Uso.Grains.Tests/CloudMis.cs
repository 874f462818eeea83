using Uso.Mis;
using Uso.Mis.Pulling;
using Uso.Mis.Sims;

namespace Uso.Grains.Tests;

/// <summary>A pulled MIS that a person approves, with one of everything that a descriptor can say. Its pulls are SIMS archives.</summary>
internal sealed class CloudMis : IApprovedMis
{
    public const string Code = "cloud";

    private readonly SimsMis _sims = new();

    public static MisDescriptor Facts { get; } = new SimsMis().Descriptor with
    {
        Code = Code,
        DisplayName = "Cloud",
        Route = MisRoute.Pull,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students), MisReport.Yes(Report.Contacts), MisReport.No(Report.GroupsAndClasses, "It has none."),
            MisReport.With(new MisService("autotext", "AutoText"), Report.Attendance, "Attendance comes with AutoText."),
            MisReport.No(Report.FutureStaff, "No account before the start date."), MisReport.Offered(Report.FutureStudents, "The MIS knows them."),
        ],
        Schedule = new(MisCadence.WeekdayEvenings, "Weekday evenings."),
        ForceRun = MisForceRun.NotFirstThing(15),
        SetUp =
        [
            MisSetUpStep.AcceptReports,
            new("case", SetUpActor.ServiceDesk, SetUpProof.Confirmed, "Open a support case."),
            new("site", SetUpActor.School, SetUpProof.Settings, "Enter the site."),
            new("approve", SetUpActor.School, SetUpProof.Approved, "Follow the link, sign in and approve."),
            MisSetUpStep.Enable,
            new("first", SetUpActor.Us, SetUpProof.FirstExport, "Wait for the first evening."),
        ],
        Settings = ["site", "endpoint", "accessToken", "refreshToken"],
        SecretSettings = ["accessToken", "refreshToken"],
        RequiredSettings = ["site"],
        WhenLeft = null,
    };

    public MisDescriptor Descriptor { get; init; } = Facts;

    /// <summary>What the next pull brings; null: it refuses, with <see cref="Refusal"/>.</summary>
    public SimsExport? Export { get; set; }

    public string Refusal { get; set; } = MisErrorCodes.MissingEndpointUrl;

    /// <summary>The MIS sends its exports instead.</summary>
    public bool Sends { get; init; }

    /// <summary>Each pull uses the refresh token up.</summary>
    public bool Renews { get; set; }

    /// <summary>A pull dies after it renewed its token, this many times.</summary>
    public int Crashes { get; set; }

    public List<string?> TokensUsed { get; } = [];

    /// <summary>Length of the earlier capture that each pull was shown; null: none.</summary>
    public List<long?> PreviousSeen { get; } = [];

    /// <summary>Codes that came back; "bad" is not accepted.</summary>
    public List<string> Codes { get; } = [];

    public bool Pulls(IReadOnlyDictionary<string, string> settings) => !Sends;

    public Uri ApprovalLink(ApprovalRequest request) => request.Values.TryGetValue("site", out var site)
        ? new Uri($"https://{site}.cloud.invalid/approve?redirect_uri={Uri.EscapeDataString(request.ReturnTo.AbsoluteUri)}&state={request.State}")
        : throw new MisExportException(MisErrorCodes.PullBadSettings, "The setting site is missing.");

    public Task<ApprovedConnection> CompleteAsync(ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        Codes.Add(answer.Code);
        return answer.Code == "bad"
            ? throw new MisExportException(MisErrorCodes.PullUnauthorised, "Cloud does not accept the code.")
            : Task.FromResult(new ApprovedConnection(
                new Dictionary<string, string> { ["endpoint"] = "https://data.cloud.invalid/", ["accessToken"] = "at-0", ["refreshToken"] = "rt-0" },
                new DateOnly(2027, 8, 31)));
    }

    /// <summary>What a check finds; null: it hangs until it is given up.</summary>
    public ConnectionCheck? Finding { get; set; } = ConnectionCheck.Ok();

    public async Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        TokensUsed.Add(settings.Values.GetValueOrDefault("refreshToken"));
        if (Renews)
        {
            await settings.Renewed!(new Dictionary<string, string> { ["refreshToken"] = $"rt-{TokensUsed.Count}" }, cancellationToken);
        }

        if (Finding is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return [Finding!];
    }

    public async Task PullAsync(PullSettings settings, Stream capture, CancellationToken cancellationToken)
    {
        var token = settings.Values.GetValueOrDefault("refreshToken");
        TokensUsed.Add(token);
        await using (var previous = settings.Previous is { } open ? await open(cancellationToken) : null)
        {
            PreviousSeen.Add(previous?.Length);
        }

        if (Renews)
        {
            await settings.Renewed!(new Dictionary<string, string> { ["refreshToken"] = $"rt-{TokensUsed.Count}" }, cancellationToken);
        }

        if (Crashes-- > 0)
        {
            throw new IOException("The network is gone.");
        }

        await capture.WriteAsync((Export ?? throw new MisExportException(Refusal, "Cloud says no.")).ToZip(), cancellationToken);
    }

    public void Inspect(Stream export, string? fileName) => _sims.Inspect(export, fileName);

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings) => _sims.Read(export, fileName, settings);
}
