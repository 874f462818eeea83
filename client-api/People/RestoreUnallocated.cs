using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class RestoreUnallocated
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/unallocated/{username}/restore", HandleAsync)
        .WithName("RestoreUnallocated").WithSummary("Brings an unallocated account back. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, Username username, OperationBody? body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body?.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        var found = await grains.Roster(urn).QueryAsync(new RosterQuery { Text = username.Value, Take = Paging.MaxTake });
        var entry = found.Entries.FirstOrDefault(candidate => candidate.Username == username.Value);
        if (entry is null || (entry.Status != RosterStatus.Unallocated && !await RunAnswer.IsRepeatAsync(grains, urn, operationId)))
        {
            return Answer.NotFound("The school has no such unallocated account.");
        }

        var action = new HandAction { Type = HandActionType.Restore, Kind = entry.Kind, MisId = entry.MisId, Username = username.Value };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}
