using Uso.Mis.Rows;

namespace Uso.Mis.Isams;

/// <summary>What can be read of iSAMS: a resource of the REST API, or a list of the Batch API.</summary>
/// <param name="Name">Its name in an export.</param>
/// <param name="Report">The report that it serves.</param>
/// <param name="Reading">How its rows are read.</param>
internal sealed record IsamsEntity(string Name, Report Report, EntityReport Reading)
{
    /// <summary>Resources of the REST API, in the order in which they are pulled.</summary>
    public static readonly IReadOnlyList<IsamsEntity> Rest =
    [
        Of("students", Report.Students, IsamsColumns.RestStudents, row => new PersonMapper(row, Report.Students)),
        Of("employees", Report.Staff, IsamsColumns.RestStaff, row => new IsamsStaffMapper(row)),
        Of("sets", Report.GroupsAndClasses, IsamsColumns.RestSets, row => new IsamsSetMapper(row)),
        Of("setLists", Report.GroupsAndClasses, IsamsColumns.RestSetLists, row => new IsamsSetListMapper(row)),
    ];

    /// <summary>Lists of the Batch API, named by the element that holds them.</summary>
    public static readonly IReadOnlyList<IsamsEntity> Batch =
    [
        Of("CurrentPupils", Report.Students, IsamsColumns.BatchStudents, row => new PersonMapper(row, Report.Students)),
        Of("CurrentStaff", Report.Staff, IsamsColumns.BatchStaff, row => new IsamsStaffMapper(row)),
        Of("Sets", Report.GroupsAndClasses, IsamsColumns.BatchSets, row => new IsamsSetMapper(row)),
        Of("SetLists", Report.GroupsAndClasses, IsamsColumns.BatchSetLists, row => new IsamsSetListMapper(row)),
    ];

    private static IsamsEntity Of(string name, Report report, IReadOnlyList<RowColumn> columns, Func<RowValues, RowMapper> mapper) =>
        new(name, report, new EntityReport(report, columns, mapper));
}
