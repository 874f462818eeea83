using Uso.Mis.Rows;

namespace Uso.Mis.Bromcom;

/// <summary>One entity of Bromcom's and the reports that its rows serve.</summary>
/// <param name="Name">Its name in the pushed document, and folder in a capture.</param>
/// <param name="Source">The entity that it is read from when we pull.</param>
/// <param name="Reports">The reports.</param>
internal sealed record BromcomEntity(string Name, string Source, IReadOnlyList<EntityReport> Reports)
{
    /// <summary>All, in the order in which they are pulled.</summary>
    public static readonly IReadOnlyList<BromcomEntity> All =
    [
        new("StudentFlatView", "StudentFlatView", [People(Report.Students), new(Report.Contacts, BromcomColumns.Of(Report.Contacts), row => new BromcomContactMapper(row))]),
        new("FutureStudentFlatView", "StudentFlatView", [People(Report.FutureStudents)]),
        new("Staff", "Staff", [People(Report.Staff)]),
        new("FutureStaff", "Staff", [People(Report.FutureStaff)]),
        new("YearGroupSubjectStudents", "YearGroupSubjectStudents", [new(Report.GroupsAndClasses, BromcomColumns.Of(Report.GroupsAndClasses), row => new BromcomClassMapper(row))]),
        new("BasicAttendance", "BasicAttendance", [new(Report.Attendance, BromcomColumns.Of(Report.Attendance), row => new BromcomAttendanceMapper(row))]),
    ];

    public static BromcomEntity? Find(string? name) => All.FirstOrDefault(e => e.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static EntityReport People(Report report) => new(report, BromcomColumns.Of(report), row => new PersonMapper(row, report));
}
