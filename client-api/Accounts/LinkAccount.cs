namespace Uso.ClientApi.Accounts;

internal static class LinkAccount
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/link", HandleAsync)
        .WithName("LinkAccount").WithSummary("Says which open case of the school an account that no export backs belongs to. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, LinkAccountBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!PersonId.TryParse(body.CaseId, out var row) || row.Kind != id.Kind)
        {
            return Answer.Invalid("caseId", "the id of an open case of the same kind of person");
        }

        // Once it is linked the account is the case's: a repeated request is answered from its run.
        var account = await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId) ?? await grains.Roster(urn).GetEntryAsync(row.Kind, row.MisId);
        return await AccountDecision.StartAsync(context, grains, current.Caller, urn, body.OperationId, new HandAction
        {
            Type = HandActionType.Match,
            Kind = row.Kind,
            MisId = row.MisId,
            Username = account?.Username,
            Reason = body.Reason,
        });
    }
}

public sealed record LinkAccountBody
{
    public string? OperationId { get; init; }

    /// <summary>The case, as the list of matches names it.</summary>
    public required string CaseId { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}
