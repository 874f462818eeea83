using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Uso.Grains.Audit;

namespace Uso.Grains.Alerts;

/// <inheritdoc cref="IAlertGrain"/>
[GrainType(GrainTypes.Alert)]
internal sealed partial class AlertGrain(
    [PersistentState(StorageNames.Alert, StorageNames.Default)] IPersistentState<AlertState> state,
    IEnumerable<IAlertSender> senders,
    IDataProtectionProvider protection,
    IOptions<AlertOptions> options,
    TimeProvider time,
    ILogger<AlertGrain> logger) : Grain, IAlertGrain, IRemindable
{
    private const string Reminder = "alerts";
    private const int SchoolsAtOnce = 32;

    /// <summary>How soon what was missed, or could not be delivered, is looked at again.</summary>
    private static readonly TimeSpan CatchUpPeriod = TimeSpan.FromMinutes(10);

    private LaCode La => LaCode.Parse(this.GetPrimaryKeyString());

    public async Task<Outcome<AlertOverview>> SetAsync(Caller caller, SetAlerts settings)
    {
        if (!MayAct(caller))
        {
            return NotAllowed();
        }

        if (AlertSettingsCheck.Invalid(settings, options.Value) is { } invalid)
        {
            return new Problem(ProblemCodes.InvalidValue, invalid);
        }

        await Auditing.RecordAsync(GrainFactory, La, caller, time.GetUtcNow(), "alerts-set");
        state.State.Settings = settings with { WebhookSecret = null };
        state.State.ProtectedSecret = settings switch
        {
            { WebhookUrl: null } => null,
            { WebhookSecret: { } secret } => Protector().Protect(secret),
            _ => state.State.ProtectedSecret,
        };
        state.State.NextCheck ??= AlertTimes.Next(La, [], time.GetUtcNow());
        await WriteAsync();
        await ScheduleAsync();
        return Overview();
    }

    public Task<AlertOverview> GetAsync() => Task.FromResult(Overview());

    public async Task<Outcome<AlertOverview>> CheckAsync(Caller caller)
    {
        if (!MayAct(caller))
        {
            return NotAllowed();
        }

        await LookAsync();
        await DeliverAsync();
        await ScheduleAsync();
        return Overview();
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var now = time.GetUtcNow();
        if (state.State.NextCheck <= now)
        {
            await LookAsync();
        }

        await DeliverAsync();
        await ScheduleAsync();
    }

    /// <summary>Compares the schools with what was said before. What is over may be said again; what is new goes to the outbox, in the same write.</summary>
    private async Task LookAsync()
    {
        if (state.State.Settings is not { } settings)
        {
            return;
        }

        var now = time.GetUtcNow();
        var found = new List<RaisedAlert>();
        var windows = new HashSet<SyncSchedule>();
        foreach (var some in (await GrainFactory.LocalAuthority(La).GetAsync()).Schools.Chunk(SchoolsAtOnce))
        {
            foreach (var school in await Task.WhenAll(some.Select(urn => GrainFactory.School(Urn.Parse(urn)).GetNightAsync())))
            {
                if (school is not null)
                {
                    if (school.Window is { } window)
                    {
                        windows.Add(window);
                    }

                    found.AddRange(AlertRules.Check(school, settings, now).Select(alert =>
                        new RaisedAlert { Urn = school.Urn, School = school.Name, Code = alert.Code, Detail = alert.Detail, At = now }));
                }
            }
        }

        var said = state.State.Raised.ToDictionary(alert => (alert.Urn, alert.Code));
        ImmutableArray<RaisedAlert> fresh = [.. found.Where(alert => !said.ContainsKey((alert.Urn, alert.Code)))];
        state.State.Raised = [.. found.Select(alert => said.GetValueOrDefault((alert.Urn, alert.Code), alert))];
        state.State.CheckedAt = now;
        state.State.NextCheck = AlertTimes.Next(La, windows, now);
        if (!fresh.IsEmpty)
        {
            Enqueue(fresh, settings, now);
        }

        await WriteAsync();
    }

    private async Task ScheduleAsync()
    {
        if (state.State.Settings is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var next = state.State.Outbox.Where(delivery => !delivery.GivenUp).Select(delivery => delivery.NextAttempt).Append(state.State.NextCheck ?? now).Min();
        await this.RegisterOrUpdateReminder(Reminder, next > now ? next - now : TimeSpan.Zero, CatchUpPeriod);
    }

    private AlertOverview Overview() => new()
    {
        Settings = state.State.Settings,
        HasWebhookSecret = state.State.ProtectedSecret is not null,
        Open = state.State.Raised,
        Outbox =
        [
            .. state.State.Outbox.Select(delivery => new PendingDelivery
            {
                Id = delivery.Id,
                Channel = delivery.Channel,
                Alerts = delivery.Alerts.Length,
                Attempts = delivery.Attempts,
                NextAttempt = delivery.NextAttempt,
                LastError = delivery.LastError,
                GivenUp = delivery.GivenUp,
            }),
        ],
        CheckedAt = state.State.CheckedAt,
        NextCheck = state.State.Settings is null ? null : state.State.NextCheck,
    };

    private bool MayAct(Caller caller) => caller.Role is Role.ServiceDesk || (caller.Role is Role.LaOperator && caller.LocalAuthorities.Contains(La.Value));

    private static Problem NotAllowed() => new(ProblemCodes.Forbidden, "Your role or local authority does not allow this.");

    private IDataProtector Protector() => protection.CreateProtector("uso.alert-secrets", La.Value);

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}
