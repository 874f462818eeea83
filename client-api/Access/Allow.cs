using System.Collections.Immutable;

namespace Uso.ClientApi.Access;

/// <summary>Who may call an endpoint. One without it can be called by nobody.</summary>
internal sealed record AllowedRoles(ImmutableArray<Role> Roles);

/// <summary>The endpoint's school need not exist yet.</summary>
internal sealed record SchoolMayBeNew;

internal static class AllowExtensions
{
    /// <summary>Declares the roles. Which schools and LAs a caller of the role may touch, <see cref="AccessMiddleware"/> checks from the route.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params ImmutableArray<Role> roles)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new AllowedRoles(roles));
}
