namespace Uso.ClientApi.Uploads;

internal static class GetUpload
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{uploadId}", HandleAsync)
        .WithName("GetUpload").WithSummary("One upload and what became of it. Whoever may upload may look.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.Agent);

    private static async Task<Results<Ok<UploadRecord>, ProblemHttpResult>> HandleAsync(Urn urn, string uploadId, IGrainFactory grains) =>
        Answer.OkOrNotFound(
            (await grains.School(urn).GetUploadsAsync()).FirstOrDefault(upload => upload.UploadId == uploadId),
            "The school has no such upload.");
}
