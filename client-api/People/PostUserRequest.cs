using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class PostUserRequest
{
    private const int MaxName = 100;
    private const int MaxUpn = 20;
    private const int FirstBirthYear = 1900;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/user-requests", HandleAsync)
        .WithName("PostUserRequest").WithSummary("Asks for a single account before an export has the person; a later export links to it. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostUserRequestBody body, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid)
            || (invalid = InvalidIdentity(body.Kind, body.Identity, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))) is not null)
        {
            return invalid;
        }

        var action = new HandAction { Type = HandActionType.Request, Kind = body.Kind, Identity = Trimmed(body.Identity), StartDate = body.StartDate };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }

    private static ProblemHttpResult? InvalidIdentity(AccountKind kind, PersonIdentity who, DateOnly today)
    {
        foreach (var (field, name, required) in (ReadOnlySpan<(string, string?, bool)>)
            [
                ("identity.legalFirstName", who.LegalFirstName, true),
                ("identity.legalLastName", who.LegalLastName, true),
                ("identity.preferredFirstName", who.PreferredFirstName, false),
                ("identity.preferredLastName", who.PreferredLastName, false),
            ])
        {
            if (name is null ? required : string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl))
            {
                return Answer.Invalid(field, $"1 to {MaxName} characters");
            }
        }

        if (who.DateOfBirth is { } born ? born.Year < FirstBirthYear || born > today : kind == AccountKind.Pupil)
        {
            return Answer.Invalid("identity.dateOfBirth", $"a date from {FirstBirthYear} to today; a pupil has one");
        }

        if (who.Upn is { } upn && (kind == AccountKind.Staff || upn.Length is 0 or > MaxUpn || !upn.All(char.IsAsciiLetterOrDigit)))
        {
            return Answer.Invalid("identity.upn", "letters and digits, for pupils only");
        }

        return null;
    }

    private static PersonIdentity Trimmed(PersonIdentity who) => who with
    {
        LegalFirstName = who.LegalFirstName.Trim(),
        LegalLastName = who.LegalLastName.Trim(),
        PreferredFirstName = who.PreferredFirstName?.Trim(),
        PreferredLastName = who.PreferredLastName?.Trim(),
        Upn = who.Upn?.ToUpperInvariant(),
    };
}

public sealed record PostUserRequestBody
{
    public string? OperationId { get; init; }
    public required AccountKind Kind { get; init; }
    public required PersonIdentity Identity { get; init; }

    /// <summary>A future starter: the account is marked future until that day.</summary>
    public DateOnly? StartDate { get; init; }
}
