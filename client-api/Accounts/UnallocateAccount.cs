namespace Uso.ClientApi.Accounts;

internal static class UnallocateAccount
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/unallocate", HandleAsync)
        .WithName("UnallocateAccount")
        .WithSummary("Takes an account away that no current export backs, or that of an excluded person. It can be restored. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, UnallocateAccountBody body, HttpContext context, CurrentCaller current, IGrainFactory grains) =>
        AccountDecision.StartAsync(context, grains, current.Caller, urn, body.OperationId, new HandAction
        {
            Type = HandActionType.Unallocate,
            Kind = id.Kind,
            MisId = id.MisId,
            Reason = body.Reason,
        });
}

public sealed record UnallocateAccountBody
{
    public string? OperationId { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}
