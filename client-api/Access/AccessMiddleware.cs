using Microsoft.AspNetCore.Authorization;

namespace Uso.ClientApi.Access;

/// <summary>
/// The one place that decides whether a caller may use an endpoint for the school, LA and consumer that its route names. It runs before the endpoint binds
/// its parameters: nobody's body is read before it is known that they may send one. The grains check schools again, from their own keys.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, IGrainFactory grains)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // Not a route of ours: the framework's 405 and 415, or nothing at all.
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            await next(context);
            return;
        }

        if (await RefusalAsync(context, endpoint) is { } refusal)
        {
            await ProblemWriter.WriteAsync(context, refusal.Code, refusal.Detail);
            return;
        }

        await next(context);
    }

    private async Task<Problem?> RefusalAsync(HttpContext context, RouteEndpoint endpoint)
    {
        var caller = CurrentCaller.Of(context);
        if (endpoint.Metadata.GetMetadata<AllowedRoles>()?.Roles.Contains(caller.Role) is not true)
        {
            return new Problem(ProblemCodes.Forbidden, "This token's role may not do that.");
        }

        var route = context.Request.RouteValues;
        if (route.TryGetValue("urn", out var urn))
        {
            return await RefusalForSchoolAsync(caller, urn as string, endpoint.Metadata.GetMetadata<SchoolMayBeNew>() is not null);
        }

        return route.TryGetValue("la", out var la) ? RefusalForLocalAuthority(caller, la as string, route["consumer"] as string) : null;
    }

    private async Task<Problem?> RefusalForSchoolAsync(Caller caller, string? text, bool mayBeNew)
    {
        if (!Urn.TryParse(text, out var urn))
        {
            return new Problem(ProblemCodes.InvalidValue, "urn: six digits, the first not 0.");
        }

        var school = await grains.School(urn).GetAsync();
        var mayPutNew = mayBeNew && school is null && caller.Role == Role.LaOperator; // Its body says which LA; the endpoint checks that.
        if (!mayPutNew && !caller.MayActOn(urn.Value, school?.LaCode, caller.Role))
        {
            return new Problem(ProblemCodes.Forbidden, "This token may not act on that school.");
        }

        return school is null && !mayBeNew ? new Problem(ProblemCodes.SchoolNotFound, "The school has not been set up.") : null;
    }

    private static Problem? RefusalForLocalAuthority(Caller caller, string? text, string? consumer)
    {
        if (!LaCode.TryParse(text, out var la))
        {
            return new Problem(ProblemCodes.InvalidValue, "la: three digits.");
        }

        var mayAct = caller.Role switch
        {
            Role.ServiceDesk => true,
            Role.LaOperator => caller.LocalAuthorities.Contains(la.Value),
            Role.Consumer => caller.LocalAuthorities.Contains(la.Value) && caller.Consumer is not null && caller.Consumer == (consumer ?? caller.Consumer),
            _ => false,
        };
        return mayAct ? null : new Problem(ProblemCodes.Forbidden, "This token may not act on that local authority.");
    }
}
