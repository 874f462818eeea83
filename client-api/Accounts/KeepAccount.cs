namespace Uso.ClientApi.Accounts;

internal static class KeepAccount
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/keep", HandleAsync)
        .WithName("KeepAccount").WithSummary("Keeps an account that no current export backs, until a day or until somebody decides otherwise. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, KeepAccountBody body, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock) =>
        AccountDecision.InvalidUntil(body.Until, clock) is { } invalid
            ? invalid
            : await AccountDecision.StartAsync(context, grains, current.Caller, urn, body.OperationId, new HandAction
            {
                Type = HandActionType.Keep,
                Kind = id.Kind,
                MisId = id.MisId,
                Reason = body.Reason,
                Until = body.Until,
            });
}

public sealed record KeepAccountBody
{
    public string? OperationId { get; init; }

    /// <summary>The last day; the account is unallocated after it. Nothing: no end.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}
