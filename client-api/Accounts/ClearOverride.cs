using System.Collections.Immutable;

namespace Uso.ClientApi.Accounts;

internal static class ClearOverride
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/clear-override", HandleAsync)
        .WithName("ClearOverride").WithSummary("Goes back to what the MIS says: of the fields given, or of all. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, ClearOverrideBody body, HttpContext context, CurrentCaller current, IGrainFactory grains) =>
        AccountDecision.StartAsync(context, grains, current.Caller, urn, body.OperationId, new HandAction
        {
            Type = HandActionType.ClearOverride,
            Kind = id.Kind,
            MisId = id.MisId,
            Fields = [.. body.Fields.IsDefault ? [] : body.Fields.Distinct().Select(field => new FieldEdit { Field = field })],
            Reason = body.Reason,
        });
}

public sealed record ClearOverrideBody
{
    public string? OperationId { get; init; }

    /// <summary>Nothing: all.</summary>
    public ImmutableArray<IdentityField> Fields { get; init; } = [];

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}
