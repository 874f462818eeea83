namespace Uso.Mis;

/// <summary>How a MIS's data reaches us.</summary>
public enum MisRoute
{
    /// <summary>An agent at the school pushes exports.</summary>
    AgentPush,

    /// <summary>The MIS itself pushes exports.</summary>
    MisPush,

    /// <summary>We pull from the MIS's API.</summary>
    Pull,

    /// <summary>A person uploads a file: the way in for schools whose MIS is none of the others.</summary>
    File,
}

/// <summary>What is known of a wire format. None of them was tried against a live MIS.</summary>
public enum MisWireFormat
{
    /// <summary>From the maker's public documents and published clients.</summary>
    Documented,

    /// <summary>The maker publishes too little: field names are a guess that a school's field map can correct.</summary>
    Unverified,

    /// <summary>The maker publishes nothing: the format is ours, and the MIS is asked to follow it.</summary>
    Ours,
}

/// <summary>Who may accept a school's reports in this MIS.</summary>
public enum MisAcceptance
{
    /// <summary>The head teacher, a school administrator, or the service desk for them.</summary>
    School,

    /// <summary>Nobody but the head teacher.</summary>
    HeadTeacher,
}

/// <summary>One field of a sub-report.</summary>
/// <param name="Report">The report.</param>
/// <param name="SubReport">The heading under which settings screens show the field, for example "Pupil basic details".</param>
/// <param name="Field">Canonical field name, a property name of the extract.</param>
/// <param name="Mandatory">A row without it is rejected, and it cannot be opted out.</param>
public sealed record MisField(Report Report, string SubReport, string Field, bool Mandatory);

/// <summary>
/// What a MIS can do here and how a school gets there. Facts only; behaviour is in <see cref="IMis"/>. Settings screens, the rules of a school's settings and the
/// table in <c>docs/mis/README.md</c> are made from it.
/// </summary>
public sealed record MisDescriptor
{
    /// <summary>Stable code used in REST and storage, for example <c>sims</c>.</summary>
    public required string Code { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The name under which schools find it in lists, where that is another one; null otherwise.</summary>
    public string? ShownAs { get; init; }

    public required MisRoute Route { get; init; }
    public required MisWireFormat WireFormat { get; init; }

    /// <summary>Each of the reports once, in the order of <see cref="Report"/>, and how it stands with this MIS.</summary>
    public required IReadOnlyList<MisReport> Catalogue { get; init; }

    /// <summary>The reports that some school can accept.</summary>
    public IReadOnlyList<Report> Reports => [.. Catalogue.Where(one => one.Standing is not ReportStanding.NotSupported).Select(one => one.Report)];

    public required IReadOnlyList<MisField> Fields { get; init; }

    public required MisSchedule Schedule { get; init; }
    public required MisForceRun ForceRun { get; init; }

    public MisAcceptance AcceptedBy { get; init; }

    /// <summary>In the order in which they are done.</summary>
    public required IReadOnlyList<MisSetUpStep> SetUp { get; init; }

    /// <summary>What a school should know and can do nothing wrong by, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Names of the settings that connect a school (<c>baseUrl</c>, <c>schoolId</c>, <c>token</c>); those in <see cref="SecretSettings"/> are encrypted and never shown.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public IReadOnlyList<string> SecretSettings { get; init; } = [];

    /// <summary>Those of the settings without which the school is not connected. A step proved by <see cref="SetUpProof.Settings"/> waits for them.</summary>
    public IReadOnlyList<string> RequiredSettings { get; init; } = [];

    /// <summary>What to do at the school when it leaves this MIS, for example take the agent off a server; null: nothing.</summary>
    public string? WhenLeft { get; init; }
}
