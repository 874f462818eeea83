namespace Uso.ClientApi.Groups;

internal static class GroupsEndpoints
{
    public static void MapGroupsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/groups").WithTags("Groups");
        GetGroups.Map(group);
        GetGroup.Map(group);
    }
}
