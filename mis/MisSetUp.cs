namespace Uso.Mis;

/// <summary>Who does a step of the set-up.</summary>
public enum SetUpActor
{
    School,
    HeadTeacher,
    ServiceDesk,
    MisSupplier,

    /// <summary>This service, by itself.</summary>
    Us,
}

/// <summary>How it is known that a step is done. What can be seen is looked at, so that a step cannot lie; only <see cref="Confirmed"/> is somebody's word.</summary>
public enum SetUpProof
{
    /// <summary>A person says so: nothing here can show it.</summary>
    Confirmed,

    /// <summary>Every one of <see cref="MisDescriptor.RequiredSettings"/> is given.</summary>
    Settings,

    /// <summary>A licence key was made.</summary>
    LicenceKey,

    ReportsAccepted,

    /// <summary>The approval round trip came back; see <see cref="IApprovedMis"/>.</summary>
    Approved,

    /// <summary>The last connection check passed.</summary>
    ConnectionChecked,

    /// <summary>An export of this MIS was received, or pulled, and could be read.</summary>
    FirstExport,

    /// <summary>A run of this MIS was looked at by a person and applied.</summary>
    Tested,

    /// <summary>Runs happen on their own.</summary>
    Enabled,
}

/// <summary>One step of a set-up.</summary>
/// <param name="Code">Stable code, unique in the MIS, for example <c>licence-key</c>.</param>
/// <param name="By">Who does it.</param>
/// <param name="Proof">How it is known that it is done.</param>
/// <param name="Do">What to do, as one sentence to whoever does it.</param>
public sealed record MisSetUpStep(string Code, SetUpActor By, SetUpProof Proof, string Do)
{
    public static MisSetUpStep LicenceKey { get; } = new(
        "licence-key", SetUpActor.School, SetUpProof.LicenceKey, "Make the licence key and keep it: it is shown once.");

    public static MisSetUpStep AcceptReports { get; } = new(
        "accept-reports", SetUpActor.School, SetUpProof.ReportsAccepted, "Choose the reports and accept them.");

    public static MisSetUpStep Enable { get; } = new("enable", SetUpActor.School, SetUpProof.Enabled, "Switch the nightly run on.");
}
