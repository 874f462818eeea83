namespace Uso.ClientApi.Schools;

internal static class PostLicenceKey
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/licence-key", HandleAsync)
        .WithName("PostLicenceKey").WithSummary("Makes a new licence key, shown this once; the old one stops working.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Created<LicenceKey>, ProblemHttpResult>> HandleAsync(Urn urn, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.School(urn).IssueLicenceKeyAsync(current.Caller);
        return outcome.TryGet(out var key, out var problem) ? TypedResults.Created((string?)null, new LicenceKey(key)) : Answer.Of(problem);
    }
}

/// <param name="Key">For <c>Authorization: Bearer</c>. It cannot be shown again.</param>
public sealed record LicenceKey([property: System.Text.Json.Serialization.JsonPropertyName("licenceKey")] string Key);
