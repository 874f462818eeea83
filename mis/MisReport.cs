namespace Uso.Mis;

/// <summary>How a report stands with a MIS.</summary>
public enum ReportStanding
{
    Supported,

    /// <summary>Greyed out unless the school has a named service.</summary>
    Conditional,

    /// <summary>The guides say no, but the MIS has the data: off, until the service desk switches it on for a school.</summary>
    Improvement,

    NotSupported,
}

/// <summary>A service of the MIS that a school may have or not.</summary>
/// <param name="Code">Stable code, for example <c>autotext</c>.</param>
/// <param name="DisplayName">As schools know it.</param>
public sealed record MisService(string Code, string DisplayName)
{
    /// <summary>Text messages to parents about absence: who has it has marks to send on.</summary>
    public static MisService AutoText { get; } = new("autotext", "AutoText");
}

/// <summary>One report and how it stands with a MIS.</summary>
public sealed record MisReport
{
    public required Report Report { get; init; }
    public required ReportStanding Standing { get; init; }

    /// <summary>The report holds only people who are there now: those who start later come by the future reports.</summary>
    public bool CurrentOnly { get; init; }

    /// <summary>Why not, or under which condition, in a sentence for a school. Null where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>The service that a conditional report needs.</summary>
    public MisService? Needs { get; init; }

    public static MisReport Yes(Report report, string? note = null) => new() { Report = report, Standing = ReportStanding.Supported, Why = note };

    /// <summary>Supported, for the people who are there now.</summary>
    public static MisReport Current(Report report) => new() { Report = report, Standing = ReportStanding.Supported, CurrentOnly = true };

    public static MisReport No(Report report, string why) => new() { Report = report, Standing = ReportStanding.NotSupported, Why = why };

    /// <summary>Greyed out unless the school has the service.</summary>
    public static MisReport With(MisService needs, Report report, string why) =>
        new() { Report = report, Standing = ReportStanding.Conditional, Needs = needs, Why = why };

    /// <summary>An improvement, switched on per school.</summary>
    public static MisReport Offered(Report report, string why) => new() { Report = report, Standing = ReportStanding.Improvement, Why = why };
}
