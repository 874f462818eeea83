using System.Collections.Immutable;

namespace Uso.ClientApi.Tokens;

internal static class PostToken
{
    private const int MaxLabel = 100;
    private const int MaxScope = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("", HandleAsync)
        .WithName("PostToken").WithSummary("Makes an access token, shown this once.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Created<IssuedToken>, ProblemHttpResult>> HandleAsync(
        PostTokenBody body, CurrentCaller current, IGrainFactory grains, TimeProvider clock)
    {
        if (Invalid(body, clock.GetUtcNow()) is { } invalid)
        {
            return invalid;
        }

        var (id, secret) = AccessText.NewToken();
        var outcome = await grains.AccessToken(id).IssueAsync(current.Caller, new IssueToken
        {
            SecretSha256 = AccessText.HashOf(secret),
            Role = body.Role,
            Schools = body.Schools,
            LocalAuthorities = body.LocalAuthorities,
            Consumer = body.Consumer,
            Label = body.Label.Trim(),
            ExpiresAt = body.ExpiresAt,
        });
        return outcome.TryGet(out _, out var problem)
            ? TypedResults.Created((string?)null, new IssuedToken { TokenId = id.Value, Token = AccessText.Format(id, secret) })
            : Answer.Of(problem);
    }

    /// <summary>A token has the scope that its role needs and no other: a scope that means nothing would look as if it did.</summary>
    private static ProblemHttpResult? Invalid(PostTokenBody body, DateTimeOffset now)
    {
        var needsSchools = body.Role is Role.HeadTeacher or Role.SchoolAdmin;
        var needsLas = body.Role is Role.LaOperator or Role.Consumer;
        var needsConsumer = body.Role == Role.Consumer;
        return body switch
        {
            { Role: Role.System or Role.Agent } => Answer.Invalid("role", "not one that a token can have; agents use the licence key of their school"),
            _ when body.Schools.IsDefault || needsSchools == body.Schools.IsEmpty || body.Schools.Length > MaxScope
                || !body.Schools.All(urn => Urn.TryParse(urn, out _)) =>
                Answer.Invalid("schools", "URNs, for headTeacher and schoolAdmin only"),
            _ when body.LocalAuthorities.IsDefault || needsLas == body.LocalAuthorities.IsEmpty || body.LocalAuthorities.Length > MaxScope
                || !body.LocalAuthorities.All(la => LaCode.TryParse(la, out _)) =>
                Answer.Invalid("localAuthorities", "LA codes, for laOperator and consumer only"),
            _ when needsConsumer != body.Consumer is not null || (needsConsumer && !ConsumerId.TryParse(body.Consumer, out _)) =>
                Answer.Invalid("consumer", "a consumer's id, for consumer only"),
            _ when string.IsNullOrWhiteSpace(body.Label) || body.Label.Length > MaxLabel => Answer.Invalid("label", $"1 to {MaxLabel} characters"),
            _ when body.ExpiresAt <= now => Answer.Invalid("expiresAt", "in the future"),
            _ => null,
        };
    }
}

public sealed record PostTokenBody
{
    public required Role Role { get; init; }

    /// <summary>URNs, for head teachers and school admins.</summary>
    public ImmutableArray<string> Schools { get; init; } = [];

    /// <summary>LA codes, for LA operators and consumers.</summary>
    public ImmutableArray<string> LocalAuthorities { get; init; } = [];
    public string? Consumer { get; init; }

    /// <summary>What the token is for. No names of people.</summary>
    public required string Label { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record IssuedToken
{
    /// <summary>The public part: what audit shows, and what revokes the token.</summary>
    public required string TokenId { get; init; }

    /// <summary>For <c>Authorization: Bearer</c>. It cannot be shown again.</summary>
    public required string Token { get; init; }
}
