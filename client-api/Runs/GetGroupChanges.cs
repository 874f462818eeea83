using System.Collections.Immutable;
using Uso.ClientApi.Groups;

namespace Uso.ClientApi.Runs;

internal static class GetGroupChanges
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{runId}/groups", HandleAsync)
        .WithName("GetRunGroups").WithSummary("What the run does to classes and groups, each before and after.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<ImmutableArray<GroupChangeView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, int? offset, int? count, IGrainFactory grains)
    {
        if (!Paging.TryRead(offset, count, out var paging, out _))
        {
            return Answer.Invalid("offset, count", "offset 0 or more, count 1 to 500");
        }

        if (RunAnswer.Find(grains, urn, runId) is not { } run || await run.GetStatusAsync() is not { } status)
        {
            return RunAnswer.NotFound();
        }

        return status.ForgottenAt is null
            ? TypedResults.Ok((await run.GetGroupChangesAsync(paging.Skip, paging.Take)).Select(GroupChangeView.Of).ToImmutableArray())
            : RunAnswer.Gone();
    }
}

/// <summary>What a run does to one group.</summary>
public sealed record GroupChangeView
{
    public required GroupAction Action { get; init; }
    public required GroupView Group { get; init; }

    /// <summary>The group as it was; null when it was not known.</summary>
    public GroupView? Before { get; init; }

    internal static GroupChangeView Of(GroupPlanItem item) => new()
    {
        Action = item.Action,
        Group = GroupView.Of(item.Group),
        Before = item.Before is null ? null : GroupView.Of(item.Before),
    };
}
