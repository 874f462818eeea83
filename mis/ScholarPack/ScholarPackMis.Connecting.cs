using System.Net;
using System.Text.Json;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.ScholarPack;

/// <summary>How a school is connected: OAuth2's authorisation code. Each refresh token is good once, and the one that replaces it is stored before the new access token is used.</summary>
public sealed partial class ScholarPackMis
{
    public Uri ApprovalLink(ApprovalRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var connection = ScholarPackConnection.From(request.Values, transport.Options);
        var scope = string.Join('+', connection.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Uri.EscapeDataString));
        return new Uri(
            connection.BaseUrl,
            $"oauth2/authorize/?response_type=code&client_id={Uri.EscapeDataString(connection.ClientId)}&redirect_uri={Uri.EscapeDataString(request.ReturnTo.AbsoluteUri)}"
            + $"&scope={scope}&state={Uri.EscapeDataString(request.State)}");
    }

    public async Task<ApprovedConnection> CompleteAsync(ApprovalAnswer answer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var connection = ScholarPackConnection.From(answer.Values, transport.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.TokenUrl)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = answer.Code,
                ["redirect_uri"] = answer.ReturnTo.AbsoluteUri,
                ["client_id"] = connection.ClientId,
                ["client_secret"] = connection.ClientSecret,
            }),
        };
        var said = (await transport.SendOnceAsync(request, PullBody.Json, cancellationToken)).Answer;
        if (said.Body is not { } body)
        {
            throw said.Status is HttpStatusCode.BadRequest
                ? new MisExportException(MisErrorCodes.PullUnauthorised, "ScholarPack does not accept the approval: it is good once and for a short time. Follow the approval link again.")
                : PullRefusal.Of(said, Name);
        }

        using var json = JsonDocument.Parse(body);
        var refresh = json.RootElement.FindText("refresh_token")
            ?? throw new MisExportException(MisErrorCodes.PullUnauthorised, "ScholarPack gave no token that lasts. Follow the approval link again.");
        return new ApprovedConnection(new Dictionary<string, string> { [ScholarPackConnection.RefreshTokenSetting] = refresh });
    }

    public Task<IReadOnlyList<ConnectionCheck>> CheckAsync(PullSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return ConnectionCheck.RunAsync(async () =>
        {
            var connection = ScholarPackConnection.From(settings.Values, transport.Options);
            ScholarPackConnection.Maps(settings.Values);
            if (connection.RefreshToken is null)
            {
                return [new ConnectionCheck(ConnectionCheckCodes.NotApproved, NotApproved)];
            }

            using var tokens = Tokens(connection, settings);
            var client = new PullClient(transport, connection.BaseUrl, tokens);
            if (ConnectionCheck.Of(await client.GetAsync(ScholarPackResource.SchoolPath, cancellationToken), Name) is { Code: not (ConnectionCheckCodes.Forbidden or ConnectionCheckCodes.NotFound) } wrong)
            {
                return [wrong];
            }

            if (await WhoseAsync(client, settings.School, cancellationToken) is not null)
            {
                return [ConnectionCheck.WrongSchool(Name)];
            }

            var checks = new List<ConnectionCheck>();
            foreach (var (name, report) in ScholarPackResource.Reports.Where(one => settings.Accepted.Contains(one.Report)))
            {
                var answer = await client.GetAsync(ScholarPackResource.All.First(one => one.Name == name).Address(1), cancellationToken);
                checks.Add(ConnectionCheck.Of(answer, report, Name) ?? ConnectionCheck.Ok(report: report));
            }

            return checks;
        });
    }

    private static JsonElement? OwnMap(IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, FieldMap> checkedMaps)
    {
        if (ReferenceEquals(checkedMaps, ScholarPackFields.Maps))
        {
            return null;
        }

        using var json = JsonDocument.Parse(settings[ScholarPackConnection.FieldMapSetting]);
        return json.RootElement.Clone();
    }
}
