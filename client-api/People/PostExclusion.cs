using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class PostExclusion
{
    private const int MaxMisId = 256;
    private const int MaxReason = 500;
    private const int MaxName = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/exclusions", HandleAsync)
        .WithName("PostExclusion").WithSummary("Puts a person on the exclusion list, by MIS id or by name and date of birth: never an account. One they have stays until somebody decides. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostExclusionBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if ((body.MisId is null) == (body.Person is null))
        {
            return Answer.Invalid("misId, person", "one of the two");
        }

        if (body.MisId is { Length: 0 or > MaxMisId })
        {
            return Answer.Invalid("misId", $"1 to {MaxMisId} characters");
        }

        if (body.Person is { } who && (IsNoName(who.FirstName) || IsNoName(who.LastName)))
        {
            return Answer.Invalid("person", $"first and last name, 1 to {MaxName} characters each, and a date of birth");
        }

        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason)
        {
            return Answer.Invalid("reason", $"1 to {MaxReason} characters");
        }

        var action = new HandAction { Type = HandActionType.Exclude, Kind = body.Kind, MisId = body.MisId, Identity = body.Person?.ToIdentity(), Reason = body.Reason };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }

    private static bool IsNoName(string name) => string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl);
}

public sealed record PostExclusionBody
{
    public string? OperationId { get; init; }
    public required AccountKind Kind { get; init; }

    /// <summary>The MIS's id; or who it is, when no export has had them yet.</summary>
    public string? MisId { get; init; }
    public ExcludedPerson? Person { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}

public sealed record ExcludedPerson
{
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required DateOnly DateOfBirth { get; init; }

    internal PersonIdentity ToIdentity() => new() { LegalFirstName = FirstName.Trim(), LegalLastName = LastName.Trim(), DateOfBirth = DateOfBirth };
}
