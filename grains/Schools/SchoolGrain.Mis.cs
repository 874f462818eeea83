using System.Collections.Immutable;
using Uso.Grains.Secrets;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>MIS settings, accepted reports, schedule.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<MisConfiguration>> ConfigureMisAsync(Caller caller, ConfigureMis configure)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (catalog.Find(configure.Mis) is not { Descriptor: var descriptor })
        {
            return new Problem(ProblemCodes.MisUnknown, "There is no such MIS.");
        }

        if (configure.Settings.Keys.FirstOrDefault(name => !descriptor.Settings.Contains(name) && !descriptor.SecretSettings.Contains(name)) is { } unknown)
        {
            return new Problem(ProblemCodes.InvalidValue, $"{descriptor.DisplayName} has no setting of the name {unknown[..Math.Min(unknown.Length, 40)]}.");
        }

        var protector = new SecretProtector(protection, Urn);
        var known = state.State.Mis;
        var same = known == descriptor.Code;

        // A secret that is not given stays, as it can never be shown for editing; another MIS's secrets go.
        var secrets = same ? state.State.ProtectedSecrets : ImmutableDictionary<string, string>.Empty;
        foreach (var (name, value) in configure.Settings.Where(setting => descriptor.SecretSettings.Contains(setting.Key)))
        {
            secrets = secrets.SetItem(name, protector.Protect(value));
        }

        await AuditAsync(caller, "mis-configured", descriptor.Code);
        state.State.Mis = descriptor.Code;
        state.State.Settings = configure.Settings.RemoveRange(descriptor.SecretSettings);
        state.State.ProtectedSecrets = secrets;
        state.State.CredentialExpiresOn = configure.CredentialExpiresOn;
        if (!same)
        {
            NoteMisChange(caller, known, descriptor.Code);
            state.State.NonMisReviewSince = known is null ? null : time.GetUtcNow();
            state.State.AcceptedReports = [];
            state.State.OptOuts = [];
            state.State.FieldsSeen = ImmutableHashSet<string>.Empty;
        }

        await WriteAsync();
        return Configuration()!;
    }

    public Task<MisConfiguration?> GetMisAsync() => Task.FromResult(Configuration());

    public async Task<Outcome<MisConfiguration>> AcceptReportsAsync(Caller caller, AcceptReports accept)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (state.State.Mis is not { } code || catalog.Find(code) is not { Descriptor: var descriptor })
        {
            return new Problem(ProblemCodes.MisNotConfigured, "Choose the MIS first.");
        }

        var supported = descriptor.Reports.Select(report => report.ToString()).ToHashSet();
        if (!accept.Reports.All(supported.Contains))
        {
            return new Problem(ProblemCodes.ReportNotSupported, $"{descriptor.DisplayName} delivers these reports: {string.Join(", ", supported.Order())}.");
        }

        var fields = descriptor.Fields.ToLookup(field => NameOf(field.Report, field.Field));
        foreach (var name in accept.OptOuts)
        {
            if (!fields.Contains(name))
            {
                return new Problem(ProblemCodes.InvalidValue, "An opt-out names a report and one of its fields, as Report.Field.");
            }

            if (fields[name].Any(field => field.Mandatory))
            {
                return new Problem(ProblemCodes.FieldMandatory, "A mandatory field cannot be opted out.");
            }
        }

        await AuditAsync(caller, "reports-accepted", string.Join(' ', accept.Reports.Distinct()));
        state.State.AcceptedReports = [.. accept.Reports.Distinct()];
        state.State.ReportsAcceptedAt ??= time.GetUtcNow();
        state.State.OptOuts = [.. accept.OptOuts.Distinct()];
        await WriteAsync();
        return Configuration()!;
    }

    public async Task<Outcome<SyncSchedule>> SetScheduleAsync(Caller caller, SyncSchedule schedule)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (schedule.WindowEnd == schedule.WindowStart)
        {
            return new Problem(ProblemCodes.InvalidValue, "The window needs a length.");
        }

        await AuditAsync(caller, "schedule-set");
        state.State.Schedule = schedule;
        state.State.NextDue = null;
        await WriteAsync();
        await ScheduleAsync();
        return schedule;
    }

    private static string NameOf(Report report, string field) => $"{report}.{field}";

    private MisConfiguration? Configuration() => state.State.Mis is not { } code ? null : new MisConfiguration
    {
        Mis = code,
        Settings = state.State.Settings,
        SecretsSet = [.. state.State.ProtectedSecrets.Keys.Order(StringComparer.Ordinal)],
        AcceptedReports = state.State.AcceptedReports,
        OptOuts = state.State.OptOuts,
        Fields = [.. Fields(code)],
        HasLicenceKey = state.State.LicenceKeySha256 is not null,
        Schedule = state.State.Schedule,
        NextRunDue = state.State.Schedule.Enabled ? state.State.NextDue : null,
        Change = state.State.MisChange,
    };

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
