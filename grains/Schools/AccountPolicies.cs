namespace Uso.Grains.Schools;

/// <summary>Which periods hold: the school's own, else its LA's, else the default. Pure.</summary>
internal static class AccountPolicies
{
    public const int DefaultRetentionDays = 365;

    /// <summary>Nobody is published before they start, unless somebody says so.</summary>
    public const int DefaultFutureLeadDays = 0;

    public const int DefaultRunDataDays = 90;

    private const int MostGraceDays = 60;
    private const int LeastRetentionDays = 30;
    private const int MostRetentionDays = 3650;
    private const int MostFutureLeadDays = 120;
    private const int ShortestReason = 10;
    private const int LongestReason = 500;

    public static AccountPolicy Of(AccountPolicyChoice? school, AccountPolicyChoice? localAuthority, int defaultGraceDays) => new()
    {
        GraceDays = school?.GraceDays ?? localAuthority?.GraceDays ?? defaultGraceDays,
        RetentionDays = localAuthority?.RetentionDays ?? DefaultRetentionDays,
        FutureLeadDays = LeadDays(school?.FutureLeadDays, localAuthority),

        // Nothing that names a person may outlive the person's own record.
        RunDataDays = Math.Min(localAuthority?.RunDataDays ?? DefaultRunDataDays, localAuthority?.RetentionDays ?? DefaultRetentionDays),
    };

    public static int LeadDays(int? school, AccountPolicyChoice? localAuthority) => school ?? localAuthority?.FutureLeadDays ?? DefaultFutureLeadDays;

    /// <summary>What is wrong with a choice; null when nothing.</summary>
    public static Problem? Invalid(AccountPolicyChoice choice, bool ofSchool)
    {
        var wrong = choice switch
        {
            _ when choice.Reason.Trim().Length is < ShortestReason or > LongestReason => "A changed period needs a reason of 10 to 500 characters.",
            { RetentionDays: not null } or { RunDataDays: not null } when ofSchool => "The retention, of accounts and of what runs leave, is set for the local authority.",
            { GraceDays: < 0 or > MostGraceDays } => "The grace is 0 to 60 days.",
            { RetentionDays: < LeastRetentionDays or > MostRetentionDays } => "The retention is 30 to 3650 days.",
            { RunDataDays: < LeastRetentionDays or > MostRetentionDays } => "Exports and plans are kept for 30 to 3650 days: for 30 a run can be undone.",
            { FutureLeadDays: < 0 or > MostFutureLeadDays } => "The lead of future starters is 0 to 120 days.",
            _ => null,
        };
        return wrong is null ? null : new Problem(ProblemCodes.InvalidValue, wrong);
    }
}
