namespace Uso.Mis;

/// <summary>What a MIS tells about a school's connection.</summary>
public enum MisEventKind
{
    /// <summary>The school approved the connection.</summary>
    Approved,
    Declined,
    Revoked,

    /// <summary>The school will move to another MIS behind an aggregator.</summary>
    MigrationPlanned,

    /// <summary>It has moved: ids may be new.</summary>
    Migrated,
}

/// <summary>One thing that a MIS told, in our words.</summary>
/// <param name="SchoolId">The school by the MIS's own id.</param>
public sealed record MisEvent(MisEventKind Kind, string SchoolId)
{
    /// <summary>Six digits, where the MIS gives them.</summary>
    public string? Urn { get; init; }

    /// <summary>Settings that came with it, secrets in clear: never log it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>A MIS that tells by itself what becomes of connections (webhooks).</summary>
public interface IMisEvents : IMis
{
    /// <summary>Name of the setting that holds the MIS's own id of a school.</summary>
    string SchoolIdSetting { get; }

    /// <summary>Reads what the MIS sent; null when it is about something else.</summary>
    /// <exception cref="MisExportException"><see cref="MisErrorCodes.ExportMalformed"/>: not what the MIS sends.</exception>
    MisEvent? ReadEvent(ReadOnlyMemory<byte> body);
}
