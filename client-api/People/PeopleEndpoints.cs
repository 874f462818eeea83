namespace Uso.ClientApi.People;

internal static class PeopleEndpoints
{
    public static void MapPeopleEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}").WithTags("People");
        GetUnallocated.Map(group);
        RestoreUnallocated.Map(group);
        RestoreManyUnallocated.Map(group);
        GetExclusions.Map(group);
        PostExclusion.Map(group);
        DeleteExclusion.Map(group);
        GetNonMisAccounts.Map(group);
        PostNonMisReviewed.Map(group);
        GetSchoolUsers.Map(group);
        PostUserRequest.Map(group);
    }
}
