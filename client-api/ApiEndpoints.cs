using Microsoft.Extensions.Options;
using Uso.ClientApi.Accounts;
using Uso.ClientApi.Alerts;
using Uso.ClientApi.Audit;
using Uso.ClientApi.AutoUpdate;
using Uso.ClientApi.BulkResults;
using Uso.ClientApi.ConsumerMatches;
using Uso.ClientApi.Consumers;
using Uso.ClientApi.Ctf;
using Uso.ClientApi.Gates;
using Uso.ClientApi.Duplicates;
using Uso.ClientApi.GenericApi;
using Uso.ClientApi.Gias;
using Uso.ClientApi.Groups;
using Uso.ClientApi.Health;
using Uso.ClientApi.Hosting;
using Uso.ClientApi.LocalAuthorities;
using Uso.ClientApi.Matches;
using Uso.ClientApi.Metrics;
using Uso.ClientApi.Neighbours;
using Uso.ClientApi.Night;
using Uso.ClientApi.OpenApi;
using Uso.ClientApi.Operations;
using Uso.ClientApi.Pages;
using Uso.ClientApi.People;
using Uso.ClientApi.Releases;
using Uso.ClientApi.Rollovers;
using Uso.ClientApi.Runs;
using Uso.ClientApi.Schools;
using Uso.ClientApi.Snapshots;
using Uso.ClientApi.Tokens;
using Uso.ClientApi.Uploads;
using Uso.ClientApi.Users;

namespace Uso.ClientApi;

/// <summary>Every endpoint of the API.</summary>
internal static class ApiEndpoints
{
    public static void MapUsoEndpoints(this WebApplication app)
    {
        GetHome.Map(app);
        GetMetrics.Map(app);
        app.MapHealthEndpoints();
        app.MapUsoOpenApi();
        app.MapOperationsEndpoints();

        app.MapSchoolsEndpoints();
        app.MapGiasEndpoints(app.Services.GetRequiredService<IOptions<ClientApiOptions>>().Value);
        app.MapAutoUpdateEndpoints();
        app.MapUploadsEndpoints(app.Services.GetRequiredService<IOptions<ClientApiOptions>>().Value);
        app.MapGenericApiEndpoints(app.Services.GetRequiredService<IOptions<ClientApiOptions>>().Value);
        app.MapRunsEndpoints();
        app.MapGatesEndpoints();
        app.MapBulkResultsEndpoints();
        app.MapMatchesEndpoints();
        app.MapPeopleEndpoints();
        app.MapCtfEndpoints();
        app.MapAccountsEndpoints();
        app.MapGroupsEndpoints();
        app.MapReleasesEndpoints();
        app.MapRolloversEndpoints();
        app.MapUsersEndpoints();
        app.MapAuditEndpoints();
        app.MapConsumersEndpoints();
        app.MapLocalAuthoritiesEndpoints();
        app.MapNeighboursEndpoints();
        app.MapNightEndpoints();
        app.MapAlertsEndpoints();
        app.MapDuplicatesEndpoints();
        app.MapSnapshotsEndpoints();
        app.MapConsumerMatchesEndpoints(app.Services.GetRequiredService<IOptions<ClientApiOptions>>().Value);
        app.MapTokensEndpoints();
    }
}
