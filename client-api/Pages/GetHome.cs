namespace Uso.ClientApi.Pages;

internal static class GetHome
{
    private const string Text =
        """
        Uso: single sign-on accounts for schools, from their MIS data.

        This is the REST API. Requests carry "Authorization: Bearer {token}"; the file service-desk-token in the data directory has the first one.

          /openapi/v1.json                                 what there is, in OpenAPI
          /health/live  /health/ready                      is it up, can it work
          /metrics                                         Prometheus text
          /api/mis                                         which MISs it reads
          /api/schools/{urn}                               a school: mis, reports, schedule, uploads, runs,
                                                           bulk-results, matches, unallocated, exclusions, users, releases
          /api/users/{username}                            an account, and its /history
          /api/local-authorities/{la}/snapshots/{consumer}/latest
                                                           what a learning platform collects: text/csv or application/x-ndjson

        """;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", () => TypedResults.Text(Text, "text/plain"))
        .ExcludeFromDescription().AllowAnonymous();
}
