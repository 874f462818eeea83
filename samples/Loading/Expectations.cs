using Uso.Mis;
using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>What each export of the sample must come to. The sample knows who is who; the service does not.</summary>
internal static class Expectations
{
    /// <summary>Null, or a sentence about what went wrong.</summary>
    public static string? Check(SchoolDay day, SchoolResult result)
    {
        var counts = result.Pupils + result.Staff;
        if (result.Pupils.Accounted() != result.Pupils.Rows || result.Staff.Accounted() != result.Staff.Rows)
        {
            return $"the counts of the run do not add up to its {counts.Rows} rows";
        }

        switch (day.Kind)
        {
            case ExportKind.Truncated:
                return result.Outcome == "refused" ? Untouched(counts) : $"a truncated export came to \"{result.Outcome}\" instead of being refused";
            case ExportKind.HalfOfPupils:
                return result.Outcome != "held" ? $"an export without half of the pupils came to \"{result.Outcome}\" instead of being held"
                    : result.Pupils.Unallocated > 0 ? "pupils were unallocated although the gate held" : null;
        }

        if (result.Outcome != "complete")
        {
            return $"the run came to \"{result.Outcome}\"{(result.Reason is null ? "" : $" ({result.Reason})")}";
        }

        var rows = day.Pupils.Count + day.FuturePupils.Count + (day.Has(Report.Staff) ? day.Staff.Count : 0) + day.FutureStaff.Count;
        return day.Kind switch
        {
            _ when counts.Rows != rows => $"{counts.Rows} rows were read of {rows}",
            ExportKind.SameBytes or ExportKind.SameContent when counts.Created + counts.Updated + counts.Moved > 0 => "an export without changes changed something",
            ExportKind.NoStaffReport when result.Staff.Unallocated + result.Staff.Missing > 0 => "staff counted as missing without a staff report",
            _ when day.Day == 1 && counts.Created < rows * 0.9 => $"only {counts.Created} accounts came from {rows} rows of a first export",
            _ => null,
        };
    }

    private static string? Untouched(Counts counts) => counts.Accounted() + counts.Unallocated + counts.Missing == 0 ? null : "a refused export changed something";
}
