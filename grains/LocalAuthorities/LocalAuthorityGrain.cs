using Microsoft.Extensions.Logging;
using Uso.Grains.Audit;
using Uso.Grains.Schools;

namespace Uso.Grains.LocalAuthorities;

/// <inheritdoc cref="ILocalAuthorityGrain"/>
[GrainType(GrainTypes.LocalAuthority)]
internal sealed partial class LocalAuthorityGrain(
    [PersistentState(StorageNames.LocalAuthority, StorageNames.Default)] IPersistentState<LocalAuthorityState> state,
    TimeProvider time,
    ILogger<LocalAuthorityGrain> logger) : Grain, ILocalAuthorityGrain, IRemindable
{
    private const string Nightly = "snapshots";

    /// <summary>After the schools' overnight window, before platforms fetch.</summary>
    private static readonly SyncSchedule Window = new() { Enabled = true, WindowStart = new TimeOnly(5, 0), WindowEnd = new TimeOnly(5, 30) };

    /// <summary>How soon a night is looked after whose tick was missed, or failed: every other tick sets the reminder anew.</summary>
    private static readonly TimeSpan CatchUpPeriod = TimeSpan.FromMinutes(10);

    public Task AddSchoolAsync(string urn) => ChangeAsync(state.State.Schools.Add(Urn.Parse(urn).Value));

    public Task AddConsumerAsync(string consumer) => ChangeAsync(state.State.Consumers.Add(ConsumerId.Parse(consumer).Value));

    public Task RemoveConsumerAsync(string consumer) => ChangeAsync(state.State.Consumers.Remove(consumer));

    public async Task<Outcome<LocalAuthorityDetails>> SetPolicyAsync(Caller caller, AccountPolicyChoice choice)
    {
        var la = this.GetPrimaryKeyString();
        if (caller.Role is not Role.ServiceDesk && !(caller.Role is Role.LaOperator && caller.LocalAuthorities.Contains(la)))
        {
            return new Problem(ProblemCodes.Forbidden, "Only the local authority itself and the service desk set its periods.");
        }

        if (AccountPolicies.Invalid(choice, ofSchool: false) is { } invalid)
        {
            return invalid;
        }

        await AuditAsync(caller, "account-policy", reason: choice.Reason.Trim());
        state.State.Policy = choice with { Reason = choice.Reason.Trim(), By = caller.Subject, At = time.GetUtcNow() };
        await WriteAsync();
        return Details();
    }

    public Task<LocalAuthorityDetails> GetAsync() => Task.FromResult(Details());

    private LocalAuthorityDetails Details() => new()
    {
        LaCode = this.GetPrimaryKeyString(),
        Schools = [.. state.State.Schools],
        Consumers = [.. state.State.Consumers],
        SnapshotsBuiltAt = state.State.SnapshotsBuiltAt,
        Neighbours = [.. state.State.Neighbours],
        Rollover = state.State.Rollover,
        Policy = state.State.Policy,
    };

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var la = LaCode.Parse(this.GetPrimaryKeyString());
        foreach (var consumer in state.State.Consumers.ToArray())
        {
            try
            {
                await GrainFactory.Snapshot(new SnapshotKey(la, ConsumerId.Parse(consumer))).BuildAsync();
            }
            catch (Exception exception)
            {
                // One consumer's failed build must not keep the others from theirs; tomorrow's tick, or an operator, builds it again.
                LogBuildFailed(exception, la.Value, consumer);
            }
        }

        var policy = AccountPolicies.Of(null, state.State.Policy, defaultGraceDays: 0);
        foreach (var day in Auditing.DaysToForget(state.State.AuditForgottenTo, time.GetUtcNow(), policy.RetentionDays))
        {
            await GrainFactory.Audit(AuditKey.Of(la, day)).ForgetPeopleAsync();
            state.State.AuditForgottenTo = day;
        }

        state.State.SnapshotsBuiltAt = time.GetUtcNow();
        await ListAsync();
        await WriteAsync();
        await ScheduleAsync();
    }

    /// <summary>On record before it takes effect.</summary>
    private Task AuditAsync(Caller caller, string action, string? subject = null, string? reason = null) =>
        Auditing.RecordAsync(GrainFactory, LaCode.Parse(this.GetPrimaryKeyString()), caller, time.GetUtcNow(), action, subject, reason);

    private async Task ChangeAsync(bool changed)
    {
        if (changed || !state.State.Listed)
        {
            await ListAsync();
            await WriteAsync();
        }

        // Not only when something changed: an earlier call may have been cut off before it got here.
        if (await this.GetReminder(Nightly) is not null)
        {
            return;
        }

        await ScheduleAsync();
    }

    private async Task ListAsync()
    {
        if (!state.State.Listed)
        {
            var la = LaCode.Parse(this.GetPrimaryKeyString());
            await GrainFactory.LaDirectory(LaDirectoryKey.Of(la)).AddAsync(la.Value);
            state.State.Listed = true;
        }
    }

    private async Task ScheduleAsync()
    {
        var due = OvernightWindow.NextDue(Window, this.GetPrimaryKeyString(), time.GetUtcNow()) - time.GetUtcNow();
        await this.RegisterOrUpdateReminder(Nightly, due, CatchUpPeriod);
    }

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);

    [LoggerMessage(Level = LogLevel.Error, Message = "Snapshot of LA {La} for {Consumer} could not be built")]
    private partial void LogBuildFailed(Exception exception, string la, string consumer);
}
