using Uso.Grains.Audit;

namespace Uso.Grains.Schools;

/// <summary>Every act of a person is on record before it takes effect.</summary>
internal sealed partial class SchoolGrain
{
    private async Task AuditAsync(
        Caller caller, string action, string? subject = null, string? reason = null, IEnumerable<string>? people = null, string? id = null)
    {
        if (Auditing.IsHuman(caller))
        {
            var now = time.GetUtcNow();
            await GrainFactory.Audit(AuditKey.Of(Urn, Auditing.DayOf(now))).AppendAsync(Auditing.EntryOf(caller, now, action, subject, reason, people, id));
        }
    }

    private Task AuditRunAsync(Caller caller, RunOrder order, string runId)
    {
        var action = order.Kind switch
        {
            RunKind.Sync => "run-sync",
            RunKind.Undo => "run-undo",
            _ => $"run-by-hand:{string.Join('+', order.Actions.Select(one => one.Type).Distinct().Order())}",
        };
        return AuditAsync(
            caller,
            order.DryRun ? $"{action}:dry" : action,
            order.UndoOf is null ? runId : $"{runId} of {order.UndoOf}",
            order.Override?.Reason ?? order.Actions.Select(one => one.Reason).FirstOrDefault(reason => reason is not null),
            order.Actions.Select(one => one.Username ?? one.MisId).OfType<string>(),
            $"{order.OperationId}/{runId}");
    }

    /// <summary>Beyond the retention the record no longer says about whom. The state is written by the caller.</summary>
    private async Task ForgetAuditedPeopleAsync(int retentionDays)
    {
        foreach (var day in Auditing.DaysToForget(state.State.AuditForgottenTo, time.GetUtcNow(), retentionDays))
        {
            await GrainFactory.Audit(AuditKey.Of(Urn, day)).ForgetPeopleAsync();
            state.State.AuditForgottenTo = day;
        }
    }
}
