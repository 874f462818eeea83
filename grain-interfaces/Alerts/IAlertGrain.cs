using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// Watches an LA's schools for what nobody would notice: no export, a late or failed run, numbers off their trend, a MIS credential about to end. Says each
/// once, by webhook and e-mail, until it is over. Key: LA code. Owns the settings, what was said, the outbox, and one reminder.
/// </summary>
[Alias(TypeAliases.AlertGrain)]
public interface IAlertGrain : IGrainWithStringKey
{
    /// <summary>Replaces the settings. Idempotent. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<AlertOverview>> SetAsync(Caller caller, SetAlerts settings);

    [AlwaysInterleave]
    Task<AlertOverview> GetAsync();

    /// <summary>Looks at every school now and sends what is new. Idempotent: what was said is not said again. Errors: forbidden.</summary>
    Task<Outcome<AlertOverview>> CheckAsync(Caller caller);
}
