namespace Uso.ClientApi.Runs;

internal static class RunsEndpoints
{
    public static void MapRunsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/runs").WithTags("Runs");
        PostRun.Map(group);
        GetRuns.Map(group);
        GetRun.Map(group);
        GetPlan.Map(group);
        GetGroupChanges.Map(group);
        GetRejected.Map(group);
        ApproveRun.Map(group);
        PromoteRun.Map(group);
        DiscardRun.Map(group);
        UndoRun.Map(group);
    }
}
