namespace Uso.ClientApi.Schools;

internal static class PutSchoolEndpoint
{
    private const int MaxName = 200;
    private const int EstablishmentDigits = 4;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutSchool").WithSummary("Sets a school up, or changes its details. The LA of a school cannot change.")
        .Allow(Role.ServiceDesk, Role.LaOperator).WithMetadata(new SchoolMayBeNew());

    private static async Task<Results<Ok<SchoolDetails>, ProblemHttpResult>> HandleAsync(
        Urn urn, PutSchool body, CurrentCaller current, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(body.Name) || body.Name.Length > MaxName)
        {
            return Answer.Invalid("name", $"1 to {MaxName} characters");
        }

        if (!LaCode.TryParse(body.LaCode, out var la))
        {
            return Answer.Invalid("laCode", "three digits");
        }

        if (body.EstablishmentNumber.Length != EstablishmentDigits || !body.EstablishmentNumber.All(char.IsAsciiDigit))
        {
            return Answer.Invalid("establishmentNumber", "four digits");
        }

        if (current.Role == Role.LaOperator && !current.Caller.LocalAuthorities.Contains(la.Value))
        {
            return Answer.Forbidden("This token may not set up schools of that local authority.");
        }

        var outcome = await grains.School(urn).PutAsync(current.Caller, body);
        if (outcome.Problem is null)
        {
            // Idempotent, and done again by a repeated PUT when the process dies in between.
            await grains.LocalAuthority(la).AddSchoolAsync(urn.Value);
        }

        return Answer.Ok(outcome);
    }
}
