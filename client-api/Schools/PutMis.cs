namespace Uso.ClientApi.Schools;

internal static class PutMis
{
    private const int MaxSettings = 20;
    private const int MaxValue = 4096;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/mis", HandleAsync)
        .WithName("PutMis").WithSummary("Chooses the school's MIS and its settings. Secrets are encrypted and never come back.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<MisConfiguration>, ProblemHttpResult>> HandleAsync(
        Urn urn, ConfigureMis body, CurrentCaller current, IGrainFactory grains)
    {
        if (body.Settings.Count > MaxSettings || body.Settings.Any(setting => setting.Value is null || setting.Value.Length > MaxValue))
        {
            return Answer.Invalid("settings", $"at most {MaxSettings}, each at most {MaxValue} characters");
        }

        return Answer.Ok(await grains.School(urn).ConfigureMisAsync(current.Caller, body));
    }
}
