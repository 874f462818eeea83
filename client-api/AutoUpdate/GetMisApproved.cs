
namespace Uso.ClientApi.AutoUpdate;

/// <summary>
/// Where the MIS sends a person's browser back to. It brings no token: the link's one-time state says which school it is and stands for whoever asked for the
/// link. A caller who does send a token must be that one.
/// </summary>
internal static class GetMisApproved
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/mis/{mis}/approved", HandleAsync)
        .WithTags("AutoUpdate").WithName("GetMisApproved").WithSummary("The MIS sends a person back here after they approved, or did not. The link's state is good once.")
        .AllowAnonymous();

    private static async Task<Results<Ok<ApprovedAnswer>, ProblemHttpResult>> HandleAsync(
        string mis, string? state, string? code, string? error, HttpContext context, IGrainFactory grains, FailedSignIns failures)
    {
        var address = context.Connection.RemoteIpAddress;
        if (failures.IsBlocked(address))
        {
            context.Response.Headers.RetryAfter = FailedSignIns.RetryAfterSeconds;
            return Answer.Of(ApiCodes.TooManyFailures);
        }

        if (!ApprovalState.TryParse(state, out var urn, out var secret))
        {
            return Answer.Of(ProblemCodes.ApprovalInvalid, "The address lacks the approval link's state.");
        }

        var back = new ApprovalReturn { Mis = mis, Secret = secret, Code = error is null ? code : null };
        var outcome = await grains.School(urn).CompleteApprovalAsync(context.Features.Get<Caller>(), back);
        if (outcome.TryGet(out _, out var problem))
        {
            return TypedResults.Ok(new ApprovedAnswer(urn.Value, mis));
        }

        if (problem.Code == ProblemCodes.ApprovalInvalid)
        {
            failures.Count(address);
        }

        return Answer.Of(problem);
    }
}

/// <param name="Urn">The school whose connection is approved.</param>
/// <param name="Mis">Code of its MIS.</param>
public sealed record ApprovedAnswer(string Urn, string Mis);
