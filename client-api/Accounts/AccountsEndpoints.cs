namespace Uso.ClientApi.Accounts;

internal static class AccountsEndpoints
{
    public static void MapAccountsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/accounts/{id}").WithTags("Accounts");
        KeepAccount.Map(group);
        UnallocateAccount.Map(group);
        LinkAccount.Map(group);
        OverrideAccount.Map(group);
        ClearOverride.Map(group);
    }
}
