namespace Uso.ClientApi.Users;

internal static class UsersEndpoints
{
    public static void MapUsersEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/users/{username}").WithTags("Users");
        GetUser.Map(group);
        GetUserHistory.Map(group);
    }
}
