namespace Uso.ClientApi.Schools;

internal static class PutAccountPolicy
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/account-policy", HandleAsync)
        .WithName("PutAccountPolicy").WithSummary("The school's own grace and lead of future starters, with a reason; what is left out comes from its LA.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<AccountPolicySettings>, ProblemHttpResult>> HandleAsync(
        Urn urn, PutAccountPolicyBody body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).SetPolicyAsync(current.Caller, body.ToChoice()));
}

public sealed record PutAccountPolicyBody
{
    /// <summary>Days between first missing and unallocated, 0 to 60.</summary>
    public int? GraceDays { get; init; }

    /// <summary>Days between unallocated and purged, 30 to 3650. Of an LA only.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Days before their start from which future starters are in snapshots, 0 to 120.</summary>
    public int? FutureLeadDays { get; init; }

    /// <summary>Days for which exports and plans are kept, and runs can be undone, 30 to 3650; never longer than the retention. Of an LA only.</summary>
    public int? RunDataDays { get; init; }

    /// <summary>Why, 10 to 500 characters. No names of people.</summary>
    public required string Reason { get; init; }

    internal AccountPolicyChoice ToChoice() => new()
    {
        GraceDays = GraceDays,
        RetentionDays = RetentionDays,
        FutureLeadDays = FutureLeadDays,
        RunDataDays = RunDataDays,
        Reason = Reason,
    };
}
