namespace Uso.Mis.ScholarPack;

/// <summary>What ScholarPack can do here and how a school gets there.</summary>
internal static class ScholarPackDescriptor
{
    private const string NoFuture = "No account before the start date: request a single account with the same details, and the later export links to it.";

    public static MisDescriptor Value { get; } = new()
    {
        Code = "scholarpack",
        DisplayName = "ScholarPack",
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Unverified,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students), MisReport.Yes(Report.Contacts),
            MisReport.Yes(Report.GroupsAndClasses, "As they stand with the pupils and staff who are in them."),
            MisReport.With(MisService.AutoText, Report.Attendance, "Marks are read for schools that use the AutoText service."),
            MisReport.No(Report.FutureStaff, NoFuture), MisReport.No(Report.FutureStudents, NoFuture),
        ],
        Fields = ScholarPackFields.All,
        Schedule = new(MisCadence.Daily, "Daily."),
        ForceRun = MisForceRun.NotFirstThing(aboutMinutes: 15),
        SetUp =
        [
            MisSetUpStep.AcceptReports,
            new("application", SetUpActor.ServiceDesk, SetUpProof.Settings, "Enter the application's client id and secret, as ScholarPack gave them."),
            new("approve", SetUpActor.School, SetUpProof.Approved, "Follow the link, sign in to ScholarPack as admin and sysadmin, confirm, and come back."),
            MisSetUpStep.Enable,
        ],
        Notes = ["When the approval has ended or was taken back, follow the link once more."],
        Settings =
        [
            "baseUrl", ScholarPackConnection.ClientIdSetting, ScholarPackConnection.ClientSecretSetting, ScholarPackConnection.RefreshTokenSetting, "perPage", "scope",
            ScholarPackConnection.FieldMapSetting,
        ],
        SecretSettings = [ScholarPackConnection.ClientSecretSetting, ScholarPackConnection.RefreshTokenSetting],
        RequiredSettings = [ScholarPackConnection.ClientIdSetting, ScholarPackConnection.ClientSecretSetting],
        WhenLeft = "Revoke the application in ScholarPack's API configuration.",
    };
}
