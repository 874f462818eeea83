using System.Collections.Immutable;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>Which reports and fields are read: what the MIS delivers, what the school accepted, what the service desk opted out or switched on.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<MisConfiguration>> AcceptReportsAsync(Caller caller, AcceptReports accept)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } mis)
        {
            return NoMis();
        }

        if (accept.Reports.Select(report => Unavailable(mis, report)).FirstOrDefault(why => why is not null) is { } unavailable)
        {
            return unavailable;
        }

        ImmutableArray<string> reports = [.. accept.Reports.Distinct()];
        if (mis.AcceptedBy is MisAcceptance.HeadTeacher && caller.Role is not Role.HeadTeacher && !reports.ToHashSet().SetEquals(state.State.AcceptedReports))
        {
            return new Problem(ProblemCodes.HeadOnly, $"With {mis.DisplayName} only the head teacher accepts reports.");
        }

        var optOuts = OptOuts(caller, mis, accept.OptOuts);
        if (!optOuts.TryGet(out var fields, out problem))
        {
            return problem;
        }

        await AuditAsync(caller, "reports-accepted", string.Join(' ', reports));
        state.State.AcceptedReports = reports;
        state.State.ReportsAcceptedAt ??= time.GetUtcNow();
        state.State.OptOuts = [.. fields];
        await WriteAsync();
        return Configuration()!;
    }

    public async Task<Outcome<MisConfiguration>> SetMisOptionsAsync(Caller caller, SetMisOptions set)
    {
        if (Check(caller, Role.ServiceDesk) is { } problem)
        {
            return problem;
        }

        if (Descriptor() is not { } mis)
        {
            return NoMis();
        }

        if (!set.Services.All(service => ServicesOf(mis).Any(one => one.Code == service))
            || !set.Improvements.All(report => mis.Catalogue.Any(one => one.Standing is ReportStanding.Improvement && one.Report.ToString() == report)))
        {
            return new Problem(ProblemCodes.InvalidValue, $"{mis.DisplayName} has no such service, or offers no such improvement.");
        }

        await AuditAsync(caller, "mis-options-set", string.Join(' ', set.Services.Concat(set.Improvements)));
        state.State.Services = [.. set.Services.Distinct()];
        state.State.Improvements = [.. set.Improvements.Distinct()];
        state.State.AcceptedReports = [.. state.State.AcceptedReports.Where(report => Unavailable(mis, report) is null)];
        await WriteAsync();
        return Configuration()!;
    }

    private static string NameOf(Report report, string field) => $"{report}.{field}";

    private static IEnumerable<MisService> ServicesOf(MisDescriptor mis) => mis.Catalogue.Select(one => one.Needs).OfType<MisService>().DistinctBy(one => one.Code);

    /// <summary>Null when the school may accept the report.</summary>
    private Problem? Unavailable(MisDescriptor mis, string report)
    {
        var one = mis.Catalogue.FirstOrDefault(one => one.Report.ToString() == report);
        return one?.Standing switch
        {
            null or ReportStanding.NotSupported => new Problem(
                ProblemCodes.ReportNotSupported, $"{mis.DisplayName} delivers these reports: {string.Join(", ", mis.Reports.Select(known => known.ToString()).Order())}."),
            ReportStanding.Conditional when !state.State.Services.Contains(one.Needs!.Code) =>
                new Problem(ProblemCodes.ReportNotAvailable, $"The school is not known to have {one.Needs.DisplayName}. {one.Why}"),
            ReportStanding.Improvement when !state.State.Improvements.Contains(report) =>
                new Problem(ProblemCodes.ReportNotAvailable, $"The service desk has not switched this on for the school. {one.Why}"),
            _ => null,
        };
    }

    /// <summary>The opt-outs after the call. A school that says nothing of them leaves them as they are.</summary>
    private Outcome<List<string>> OptOuts(Caller caller, MisDescriptor mis, ImmutableArray<string> asked)
    {
        if (caller.Role is not Role.ServiceDesk)
        {
            return asked.IsEmpty || asked.ToHashSet().SetEquals(state.State.OptOuts)
                ? state.State.OptOuts.ToList()
                : new Problem(ProblemCodes.OptOutByServiceDesk, "Fields are opted out by the service desk: ask there.");
        }

        var fields = mis.Fields.ToLookup(field => NameOf(field.Report, field.Field));
        if (!asked.All(fields.Contains))
        {
            return new Problem(ProblemCodes.InvalidValue, "An opt-out names a report and one of its fields, as Report.Field.");
        }

        return asked.Any(name => fields[name].Any(field => field.Mandatory))
            ? new Problem(ProblemCodes.FieldMandatory, "A mandatory field cannot be opted out.")
            : asked.Distinct().ToList();
    }

    private IEnumerable<ReportStatus> Reports(MisDescriptor mis) => mis.Catalogue.Select(one =>
    {
        var report = one.Report.ToString();
        var unavailable = Unavailable(mis, report) is not null;
        return new ReportStatus
        {
            Report = report,
            State = unavailable ? ReportState.NotAvailable : state.State.AcceptedReports.Contains(report) ? ReportState.Accepted : ReportState.Available,
            Why = one.Why,
            Improvement = one.Standing is ReportStanding.Improvement,
            Needs = one.Needs?.Code,
        };
    });

    private IEnumerable<FieldStatus> Fields(string code) =>
        (catalog.Find(code)?.Descriptor.Fields ?? []).Where(field => state.State.AcceptedReports.Contains(field.Report.ToString())).Select(field => new FieldStatus
        {
            Report = field.Report.ToString(),
            SubReport = field.SubReport,
            Field = field.Field,
            Mandatory = field.Mandatory,
            State = state.State.OptOuts.Contains(NameOf(field.Report, field.Field)) ? FieldState.OptedOut
                : state.State.FieldsSeen.Contains(NameOf(field.Report, field.Field)) ? FieldState.Uploaded
                : FieldState.NotUploaded,
        });
}
