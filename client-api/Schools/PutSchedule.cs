namespace Uso.ClientApi.Schools;

internal static class PutSchedule
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/schedule", HandleAsync)
        .WithName("PutSchedule").WithSummary("When runs happen on their own; local time in England.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<SyncSchedule>, ProblemHttpResult>> HandleAsync(
        Urn urn, SyncSchedule body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).SetScheduleAsync(current.Caller, body));
}
