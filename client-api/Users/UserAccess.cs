namespace Uso.ClientApi.Users;

/// <summary>Who may see an account: the service desk, schools that have or had the person, and their LAs.</summary>
internal static class UserAccess
{
    private static readonly ProblemHttpResult Refused = Answer.Forbidden("This token may not see that account.");

    /// <summary>The account, or the answer to give. Only the service desk learns that a username does not exist.</summary>
    public static async Task<(UserDetails? User, ProblemHttpResult? Refusal)> FindAsync(IGrainFactory grains, Username username, Caller caller)
    {
        var user = await grains.User(username).GetAsync();
        if (caller.Role == Role.ServiceDesk)
        {
            return user is null ? (null, Answer.NotFound("There is no such account.")) : (user, null);
        }

        foreach (var membership in user?.Memberships ?? [])
        {
            var la = caller.Role == Role.LaOperator ? (await grains.School(Urn.Parse(membership.Urn)).GetAsync())?.LaCode : null;
            if (caller.MayActOn(membership.Urn, la, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator))
            {
                return (user, null);
            }
        }

        return (null, Refused);
    }
}
