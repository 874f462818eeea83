namespace Uso.Mis;

/// <summary>How often a MIS's data comes.</summary>
public enum MisCadence
{
    Daily,

    /// <summary>Evenings of Monday to Friday; nothing on Saturday and Sunday.</summary>
    WeekdayEvenings,

    /// <summary>When the agent at the school sends; processed overnight.</summary>
    SetByAgent,

    /// <summary>When the MIS sends; processed overnight.</summary>
    SetByMis,
}

/// <summary>When a MIS's data comes by itself.</summary>
/// <param name="Cadence">How often.</param>
/// <param name="Words">The same for a school, for example "Daily, usually after 18:00".</param>
public sealed record MisSchedule(MisCadence Cadence, string Words)
{
    /// <summary>Each new school year begins with a full export, whatever came before.</summary>
    public bool FullExportEachYear { get; init; }
}

/// <summary>Whether and when a school may have its data read now. The service desk may always, outside the closed hours; both times are England's.</summary>
public sealed record MisForceRun
{
    /// <summary>A school may press "Force run".</summary>
    public required bool Allowed { get; init; }

    /// <summary>No run by hand begins from here …</summary>
    public TimeOnly? ClosedFrom { get; init; }

    /// <summary>… until here, on the same day.</summary>
    public TimeOnly? ClosedUntil { get; init; }

    /// <summary>Where the school starts it instead, for example "from the agent"; null: nowhere.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>About how long it takes; null: not known.</summary>
    public int? AboutMinutes { get; init; }

    public static MisForceRun AnyTime { get; } = new() { Allowed = true };

    public static MisForceRun Never { get; } = new() { Allowed = false };

    /// <summary>The school starts it elsewhere.</summary>
    public static MisForceRun From(string elsewhere) => new() { Allowed = false, Elsewhere = elsewhere };

    /// <summary>Not first thing in the morning, when the MIS is busiest.</summary>
    public static MisForceRun NotFirstThing(int aboutMinutes) =>
        new() { Allowed = true, ClosedFrom = new TimeOnly(6, 0), ClosedUntil = new TimeOnly(9, 30), AboutMinutes = aboutMinutes };

    /// <summary>Whether a run may begin at this time of day in England.</summary>
    public bool IsOpen(TimeOnly england) => ClosedFrom is not { } from || ClosedUntil is not { } until || !england.IsBetween(from, until);
}
