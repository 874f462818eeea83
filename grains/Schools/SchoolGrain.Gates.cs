using System.Collections.Immutable;
using Uso.Grains.SyncRuns;

namespace Uso.Grains.Schools;

/// <summary>How much a night may change before a person must look: the school's own limits over those of its phase.</summary>
internal sealed partial class SchoolGrain
{
    private const int GateChangesKept = 500;

    public Task<GateSettings?> GetGatesAsync() => Task.FromResult(state.State.Details is null ? null : Gates());

    public async Task<Outcome<GateSettings>> SetGatesAsync(Caller caller, SetGates set)
    {
        if (Check(caller, Role.ServiceDesk) is { } problem)
        {
            return problem;
        }

        if (set.Reason.Trim().Length is < ShortestReason or > LongestReason)
        {
            return new Problem(ProblemCodes.InvalidValue, "A changed limit needs a reason of 10 to 500 characters.");
        }

        if (GateLimits.Invalid(set.Limits) is { } invalid)
        {
            return new Problem(ProblemCodes.InvalidValue, invalid);
        }

        var before = GatesInForce();
        var after = GateLimits.Of(state.State.Details!.Phase, set.Limits);
        if (!before.SequenceEqual(after))
        {
            await AuditAsync(caller, "gates-set", reason: set.Reason.Trim());
            state.State.OwnGates = set.Limits;
            var changed = Enumerable.Range(0, after.Length).Where(i => before[i] != after[i]).ToList();
            var history = state.State.GateHistory.Add(new GateChange
            {
                By = caller.Subject,
                At = time.GetUtcNow(),
                Reason = set.Reason.Trim(),
                Before = [.. changed.Select(i => before[i])],
                After = [.. changed.Select(i => after[i])],
            });
            state.State.GateHistory = history.Length > GateChangesKept ? history.RemoveRange(0, history.Length - GateChangesKept) : history;
            await WriteAsync();
        }

        return Gates();
    }

    private ImmutableArray<GateLimit> GatesInForce() => GateLimits.Of(state.State.Details!.Phase, state.State.OwnGates);

    private GateSettings Gates() => new()
    {
        Limits = GatesInForce(),
        Defaults = GateLimits.DefaultsOf(state.State.Details!.Phase),
        Maxima = GateLimits.Maxima,
        History = [.. state.State.GateHistory.Reverse()],
    };
}
