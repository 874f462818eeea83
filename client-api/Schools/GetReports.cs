using System.Collections.Immutable;

namespace Uso.ClientApi.Schools;

internal static class GetReports
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports", HandleAsync)
        .WithName("GetReports").WithSummary("Accepted reports, opted-out fields, and what the last run saw of each field.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<AcceptedReports>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        Answer.OkOrNotFound(AcceptedReports.Of(await grains.School(urn).GetMisAsync()), "The school has not chosen its MIS.");
}

/// <summary>What a school lets be read.</summary>
public sealed record AcceptedReports
{
    public required ImmutableArray<string> Reports { get; init; }

    /// <summary>As <c>Report.Field</c>.</summary>
    public required ImmutableArray<string> OptOuts { get; init; }
    public required ImmutableArray<FieldStatus> Fields { get; init; }

    internal static AcceptedReports? Of(MisConfiguration? mis) =>
        mis is null ? null : new AcceptedReports { Reports = mis.AcceptedReports, OptOuts = mis.OptOuts, Fields = mis.Fields };
}
