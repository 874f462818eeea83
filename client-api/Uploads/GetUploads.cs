namespace Uso.ClientApi.Uploads;

internal static class GetUploads
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetUploads").WithSummary("Upload history, newest first; refused ones too.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<ListPage<UploadRecord>>, ProblemHttpResult>> HandleAsync(
        Urn urn, int? skip, int? take, IGrainFactory grains) =>
        Paging.TryRead(skip, take, out var paging, out var invalid)
            ? TypedResults.Ok(paging.Of(await grains.School(urn).GetUploadsAsync()))
            : invalid;
}
