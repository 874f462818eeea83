namespace Uso.ClientApi.Releases;

internal static class PutRelease
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/{consumer}", HandleAsync)
        .WithName("PutRelease").WithSummary("The head's switch: release the school's data to a consumer, or take the release back. Takes effect at once.")
        .Allow(Role.HeadTeacher);

    private static async Task<Results<Ok<DataRelease>, ProblemHttpResult>> HandleAsync(
        Urn urn, ConsumerId consumer, PutReleaseBody body, CurrentCaller current, IGrainFactory grains) =>
        await grains.Consumer(consumer).GetAsync() is null
            ? Answer.Of(ProblemCodes.ConsumerUnknown, "There is no such consumer.")
            : Answer.Ok(await grains.School(urn).SetReleaseAsync(current.Caller, consumer.Value, body.Released));
}

public sealed record PutReleaseBody
{
    public required bool Released { get; init; }
}
