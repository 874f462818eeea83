using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>SIMS' keys, and the mapper of each report that they identify the rows of.</summary>
internal static class SimsKey
{
    public static RowMapper MapperFor(Report report, RowValues row) => report switch
    {
        Report.Contacts => new SimsContactMapper(row, report),
        Report.GroupsAndClasses => new SimsGroupMapper(row, report),
        Report.Attendance => new AttendanceMapper(row, report),
        _ => new PersonMapper(row, report),
    };

    /// <summary>Splits a <c>multiple_id</c>: "a,b", where b is 0 when there is no child row.</summary>
    public static bool TrySplit(string key, out string first, out string? second)
    {
        var comma = key.IndexOf(',');
        first = comma < 0 ? key : key[..comma].Trim();
        second = comma < 0 ? null : key[(comma + 1)..].Trim();
        var good = comma >= 0 && first.Length > 0 && first != "0" && second!.Length > 0 && !second.Contains(',');
        second = second == "0" ? null : second;
        return good;
    }
}
