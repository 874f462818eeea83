namespace Uso.ClientApi.GenericApi;

/// <summary>
/// The document of the Generic API in JSON. What is said of an entity stands before its rows. In XML: <c>GenericApi</c> with attributes format, version and
/// exportedAt; in it for each entity <c>Entity</c> with attributes name and rows, and in that <c>NewDataSet</c> with a <c>Table</c> for each row.
/// </summary>
public sealed record GenericExport
{
    /// <summary>Always "uso-generic-api".</summary>
    public required string Format { get; init; }

    /// <summary>Always 1.</summary>
    public required int Version { get; init; }

    /// <summary>When the export was made. An older one than was processed already is refused.</summary>
    public DateTimeOffset? ExportedAt { get; init; }

    public required IReadOnlyList<GenericEntity> Entities { get; init; }
}

/// <summary>One entity of an export.</summary>
public sealed record GenericEntity
{
    /// <summary>StudentFlatView (with contacts), FutureStudentFlatView, Staff, FutureStaff, BasicAttendance or YearGroupSubjectStudents; each at most once.</summary>
    public required string Entity { get; init; }

    /// <summary>How many rows follow, counted by the sender before it sends. Another number than came: the entity does not count as whole, and nobody leaves by it.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows as REST v2 gives them, column name → value; docs/mis/bromcom.md has the columns. Columns that are not known are passed over.</summary>
    public required IReadOnlyList<Dictionary<string, object?>> Data { get; init; }
}
