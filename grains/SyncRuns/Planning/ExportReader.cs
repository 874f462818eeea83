using System.Collections.Immutable;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>Reads an export through its MIS's reader into a planner, one row at a time.</summary>
internal static class ExportReader
{
    /// <summary>A row rejected because its id came before in another report of the same export.</summary>
    private const string DuplicateId = "row-duplicate-id";

    internal sealed record Reading(ImmutableArray<ReportResult> Reports, ImmutableArray<RejectedRowDetail> Rejected, GroupsReading Groups);

    /// <exception cref="MisExportException">The export is refused whole.</exception>
    public static Reading Read(IMis mis, Stream export, string? fileName, ReadSettings settings, SyncPlanner planner, OwnSchool school)
    {
        var reports = ImmutableArray.CreateBuilder<ReportResult>();
        var rejected = ImmutableArray.CreateBuilder<RejectedRowDetail>();
        var rejectedPerReport = new Dictionary<Report, int>();
        var groups = new GroupsReading();
        foreach (var item in mis.Read(export, fileName, settings))
        {
            groups.Observe(item);
            if (item is ExtractPerson somebody)
            {
                school.Observe(somebody);
            }

            switch (item)
            {
                case ExtractPerson { Kind: PersonKind.Contact }:
                    break;
                case ExtractPerson person when !planner.Observe(person):
                    Reject(person, nameof(ExtractPerson.MisId), DuplicateId, "text", person.MisId);
                    break;
                case RejectedRow row:
                    planner.ObserveRejected(row);
                    Reject(row, row.Field, row.Rule, row.ValueClass, row.MisId);
                    break;
                case ReportEnd end:
                    reports.Add(new ReportResult
                    {
                        Report = end.Report.ToString(),
                        Rows = end.Rows,
                        Rejected = rejectedPerReport.GetValueOrDefault(end.Report),
                        Complete = end.Complete,
                        Reason = end.Reason,
                        FieldsSeen = [.. end.FieldsSeen.Order(StringComparer.Ordinal)],
                    });
                    break;
            }
        }

        return new Reading(reports.ToImmutable(), rejected.ToImmutable(), groups);

        void Reject(ExtractItem item, string field, string rule, string valueClass, string? misId)
        {
            rejectedPerReport[item.Report] = rejectedPerReport.GetValueOrDefault(item.Report) + 1;
            rejected.Add(new RejectedRowDetail
            {
                Report = item.Report.ToString(),
                File = item.Source.File,
                Row = item.Source.Row,
                Field = field,
                Rule = rule,
                ValueClass = valueClass,
                MisId = misId,
            });
        }
    }

    /// <summary>
    /// Whether a person's absence counts: the report of their kind proved to be whole, and so did the future report, when the school accepts it
    /// or the person came from it.
    /// </summary>
    public static Func<RosterEntry, bool> AbsenceRule(ImmutableArray<ReportResult> reports, ImmutableArray<string> accepted)
    {
        var whole = reports.Where(report => report.Complete).Select(report => report.Report).ToHashSet();
        return entry =>
        {
            var (current, future) = entry.Kind is AccountKind.Pupil
                ? (nameof(Report.Students), nameof(Report.FutureStudents))
                : (nameof(Report.Staff), nameof(Report.FutureStaff));
            var futureCounts = entry.IsFuture || accepted.Contains(future);
            return whole.Contains(current) && (!futureCounts || whole.Contains(future) || IsEmpty(future));
        };

        // Nobody starting soon is an ordinary state of a school, unlike having no pupils.
        bool IsEmpty(string report) => reports.Any(one => one.Report == report && one.Rows == 0 && one.Reason == MisErrorCodes.ReportEmpty);
    }
}
