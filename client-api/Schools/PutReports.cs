namespace Uso.ClientApi.Schools;

internal static class PutReports
{
    private const int MaxReports = 20;
    private const int MaxOptOuts = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/reports", HandleAsync)
        .WithName("PutReports").WithSummary("Replaces the accepted reports and opted-out fields.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<AcceptedReports>, ProblemHttpResult>> HandleAsync(
        Urn urn, AcceptReports body, CurrentCaller current, IGrainFactory grains)
    {
        if (body.Reports.IsDefault || body.Reports.Length > MaxReports)
        {
            return Answer.Invalid("reports", $"at most {MaxReports} names");
        }

        if (body.OptOuts.IsDefault || body.OptOuts.Length > MaxOptOuts)
        {
            return Answer.Invalid("optOuts", $"at most {MaxOptOuts}, as Report.Field");
        }

        var outcome = await grains.School(urn).AcceptReportsAsync(current.Caller, body);
        return outcome.TryGet(out var mis, out var problem) ? TypedResults.Ok(AcceptedReports.Of(mis)) : Answer.Of(problem);
    }
}
