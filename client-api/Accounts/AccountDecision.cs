using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Accounts;

/// <summary>What decisions about one account have in common: an operation id, a reason, an account of the school.</summary>
internal static class AccountDecision
{
    private const int MaxReason = 500;

    public static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> StartAsync(
        HttpContext context, IGrainFactory grains, Caller caller, Urn urn, string? fromBody, HandAction action)
    {
        if (!OperationIds.TryRead(context, fromBody, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (InvalidReason(action.Reason) is { } noReason)
        {
            return noReason;
        }

        if (!await RunAnswer.IsRepeatAsync(grains, urn, operationId)
            && await grains.Roster(urn).GetEntryAsync(action.Kind, action.MisId!) is not { Status: not RosterStatus.Moved })
        {
            return Answer.NotFound("The school has no such account.");
        }

        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, caller, operationId, action));
    }

    public static ProblemHttpResult? InvalidReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason ? Answer.Invalid("reason", $"1 to {MaxReason} characters") : null;

    public static ProblemHttpResult? InvalidUntil(DateOnly? until, TimeProvider clock) =>
        until < DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) ? Answer.Invalid("until", "today or later") : null;
}
