namespace Uso.Mis.Arbor;

/// <summary>What Arbor can do here and how a school gets there.</summary>
internal static class ArborDescriptor
{
    public static MisDescriptor Value { get; } = new()
    {
        Code = "arbor",
        DisplayName = "Arbor",
        Route = MisRoute.Pull,
        WireFormat = MisWireFormat.Documented,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students), MisReport.Yes(Report.Contacts), MisReport.Yes(Report.GroupsAndClasses),
            MisReport.With(MisService.AutoText, Report.Attendance, "Marks are read for schools that use the AutoText service."),
            MisReport.No(Report.FutureStaff, "No account before the start date: request a single account with the same details, and the later export links to it."),
            MisReport.Offered(Report.FutureStudents, "The guides say no; Arbor has the pupils who start later, and the service desk can switch them on for a school."),
        ],
        Fields = ArborFields.All,
        Schedule = new(MisCadence.Daily, "Daily."),
        ForceRun = MisForceRun.NotFirstThing(aboutMinutes: 15),
        SetUp =
        [
            MisSetUpStep.AcceptReports,
            new("application", SetUpActor.ServiceDesk, SetUpProof.Settings, "Enter the application's user, password and approval address, as Arbor gave them."),
            new("approve", SetUpActor.School, SetUpProof.Approved, "Follow the link, sign in to Arbor, approve, and come back."),
            MisSetUpStep.Enable,
        ],
        Notes = ["MISSING ENDPOINT URL: the school has not approved yet, or has to approve again: follow the link once more."],
        Settings =
        [
            ArborConnection.BaseUrlSetting, ArborConnection.UserNameSetting, ArborConnection.PasswordSetting, ArborConnection.ApprovalUrlSetting, "pageSize", "attendanceDays",
        ],
        SecretSettings = [ArborConnection.PasswordSetting],
        RequiredSettings = [ArborConnection.UserNameSetting, ArborConnection.PasswordSetting, ArborConnection.ApprovalUrlSetting],
        WhenLeft = "Withdraw the application in Arbor, under System > Partner Apps.",
    };
}
