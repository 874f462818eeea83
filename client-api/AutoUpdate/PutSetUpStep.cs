namespace Uso.ClientApi.AutoUpdate;

internal static class PutSetUpStep
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/mis/steps/{step}", HandleAsync)
        .WithName("PutSetUpStep").WithSummary("A person's word that a step of the set-up is done, or is not. Only of steps that nothing else can show; their own and, for the service desk, everybody's.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<AutoUpdateSettings>, ProblemHttpResult>> HandleAsync(
        Urn urn, string step, SetUpStepBody body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).ConfirmStepAsync(current.Caller, step, body.Done));
}

public sealed record SetUpStepBody
{
    public required bool Done { get; init; }
}
