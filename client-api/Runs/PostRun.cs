namespace Uso.ClientApi.Runs;

internal static class PostRun
{
    private const int MinReason = 10;
    private const int MaxReason = 500;
    private const int MaxOverrideDays = 14;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("", HandleAsync)
        .WithName("PostRun").WithSummary("Processes the newest export now, or a given upload. A dry run shows its plan and changes nothing.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostRunBody body, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (body.Override is { } lift)
        {
            if (current.Role != Role.ServiceDesk)
            {
                return Answer.Forbidden("Only the service desk may lift the gate.");
            }

            if (lift.Reason.Trim().Length is < MinReason or > MaxReason)
            {
                return Answer.Invalid("override.reason", $"{MinReason} to {MaxReason} characters");
            }

            if (lift.ExpiresAt <= clock.GetUtcNow() || lift.ExpiresAt > clock.GetUtcNow().AddDays(MaxOverrideDays))
            {
                return Answer.Invalid("override.expiresAt", $"within the next {MaxOverrideDays} days");
            }
        }

        var start = new StartRun
        {
            OperationId = operationId,
            DryRun = body.DryRun,
            UploadId = body.UploadId,
            Override = body.Override is { } o ? new GateOverride { By = current.Subject, Reason = o.Reason.Trim(), ExpiresAt = o.ExpiresAt } : null,
        };
        return RunAnswer.Accepted(urn, await grains.School(urn).StartRunAsync(current.Caller, start));
    }
}

public sealed record PostRunBody
{
    /// <summary>The caller's id of this request; the same again starts nothing new. May stand in the header Idempotency-Key instead.</summary>
    public string? OperationId { get; init; }
    public bool DryRun { get; init; }

    /// <summary>Process this upload instead of the newest.</summary>
    public string? UploadId { get; init; }

    /// <summary>Lifts the gate for this run alone. Service desk only.</summary>
    public OverrideBody? Override { get; init; }
}

public sealed record OverrideBody
{
    /// <summary>Why, 10 to 500 characters. No names of people.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}
