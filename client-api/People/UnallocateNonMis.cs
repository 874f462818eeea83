using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class UnallocateNonMis
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/non-mis-accounts/{id}/unallocate", HandleAsync)
        .WithName("UnallocateNonMis").WithSummary("Somebody whom the MIS does not have has left: the account goes to the unallocated pool. A run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, OperationBody? body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body?.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId) is null && !await RunAnswer.IsRepeatAsync(grains, urn, operationId))
        {
            return Answer.NotFound("The school has no such account.");
        }

        var action = new HandAction { Type = HandActionType.Unallocate, Kind = id.Kind, MisId = id.MisId };
        return await RunAnswer.DecidedAsync(grains, urn, current.Caller, new StartRun { OperationId = operationId, Actions = [action] });
    }
}
