using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class DeleteExclusion
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/exclusions/{id}", HandleAsync)
        .WithName("DeleteExclusion")
        .WithSummary("Takes an exclusion back; the next export has the person matched again. Starts a run by hand. Idempotency-Key may name the request.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        // Without an id of its own every request is a new one, which a person who is no longer excluded ends below.
        var own = context.Request.Headers.ContainsKey(OperationIds.Header) ? null : $"delete-{Guid.NewGuid():n}";
        if (!OperationIds.TryRead(context, own, out var operationId, out var invalid))
        {
            return invalid;
        }

        var entry = await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId);
        if (entry?.Status != RosterStatus.Excluded && entry?.Exclusion is null && !await RunAnswer.IsRepeatAsync(grains, urn, operationId))
        {
            return Answer.NotFound("The school has no such exclusion.");
        }

        var action = new HandAction { Type = HandActionType.Include, Kind = id.Kind, MisId = id.MisId };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}
