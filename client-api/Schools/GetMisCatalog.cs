using System.Collections.Immutable;
using Uso.Mis;

namespace Uso.ClientApi.Schools;

internal static class GetMisCatalog
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/mis", Handle)
        .WithTags("Schools").WithName("GetMisCatalog").WithSummary("The MISs that can be read, their reports, fields and settings.")
        .Allow(Role.ServiceDesk, Role.LaOperator, Role.HeadTeacher, Role.SchoolAdmin);

    private static Ok<ImmutableArray<MisDescriptor>> Handle(MisCatalog catalog) =>
        TypedResults.Ok(catalog.All.Select(mis => mis.Descriptor).ToImmutableArray());
}
