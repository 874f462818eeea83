using Microsoft.Extensions.Options;
using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.AutoUpdate;

internal static class PostApproval
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mis/approval", HandleAsync)
        .WithName("PostApproval").WithSummary("Gives the link by which a person approves the connection at the MIS. It is good once and for half an hour; a newer one replaces it.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<ApprovalLink>, ProblemHttpResult>> HandleAsync(
        Urn urn, HttpRequest request, CurrentCaller current, IGrainFactory grains, IOptions<ClientApiOptions> options)
    {
        if (await grains.School(urn).GetMisAsync() is not { Mis: var mis })
        {
            return Answer.Of(ProblemCodes.MisNotConfigured, "Choose the MIS first.");
        }

        var address = options.Value.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");
        return Answer.Ok(await grains.School(urn).BeginApprovalAsync(current.Caller, new Uri(address, $"/api/mis/{mis}/approved").AbsoluteUri));
    }
}
