using System.Collections.Immutable;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>MIS settings and schedule.</summary>
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

        if (Unreadable(configure) is { } unreadable)
        {
            return unreadable;
        }

        var protector = Protector();
        var known = state.State.Mis;
        var same = known == descriptor.Code;

        // A secret that is not given stays, as it can never be shown for editing; another MIS's secrets go.
        var secrets = same ? protector.Renew(state.State.ProtectedSecrets) : ImmutableDictionary<string, string>.Empty;
        var given = protector.Protect(configure.Settings.Where(setting => descriptor.SecretSettings.Contains(setting.Key)));
        var settings = configure.Settings.RemoveRange(descriptor.SecretSettings);
        if (same)
        {
            settings = state.State.Settings.Where(setting => state.State.ApprovedSettings.Contains(setting.Key)).ToImmutableDictionary().SetItems(settings);
        }

        await AuditAsync(caller, "mis-configured", descriptor.Code);
        var before = Window();
        state.State.Mis = descriptor.Code;
        state.State.Settings = settings;
        state.State.ProtectedSecrets = secrets.SetItems(given);
        state.State.SecretsVersion++;

        // The day belongs to the credential: while that one stays, so does its end.
        state.State.CredentialExpiresOn = configure.CredentialExpiresOn ?? (same && given.IsEmpty ? state.State.CredentialExpiresOn : null);

        // What was checked, and a link that was given out, were of the settings before.
        state.State.LastCheck = null;
        state.State.Approval = null;
        if (!same)
        {
            NoteMisChange(caller, known, descriptor);
            BeginWith(descriptor, known);
        }

        if (before != Window())
        {
            state.State.NextDue = null;
        }

        await WriteAsync();
        if (state.State.NextDue is null)
        {
            await ScheduleAsync();
        }

        return Configuration()!;
    }

    public Task<MisConfiguration?> GetMisAsync() => Task.FromResult(Configuration());

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

    /// <summary>Settings that decide how files are read are refused before they are saved: a mapping that cannot be used would refuse every upload.</summary>
    private Problem? Unreadable(ConfigureMis configure)
    {
        try
        {
            catalog.Find(configure.Mis)!.CheckSettings(configure.Settings);
            return null;
        }
        catch (MisExportException refusal)
        {
            return new Problem(refusal.Code, refusal.Message);
        }
    }

    /// <summary>Facts of the school's MIS; null when none is chosen, or this version does not know it any more.</summary>
    private MisDescriptor? Descriptor() => state.State.Mis is { } code ? catalog.Find(code)?.Descriptor : null;

    private static Problem NoMis() => new(ProblemCodes.MisNotConfigured, "Choose the MIS first.");

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
        NextRunDue = NextRun(),
        Change = state.State.MisChange,
        CredentialExpiresOn = state.State.CredentialExpiresOn,
        Services = state.State.Services,
        Improvements = state.State.Improvements,
    };
}
