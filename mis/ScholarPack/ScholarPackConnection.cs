using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.ScholarPack;

/// <summary>The settings of one school, checked.</summary>
internal sealed record ScholarPackConnection(Uri BaseUrl, string ClientId, string ClientSecret, string? RefreshToken, int? PerPage, string Scope)
{
    public const string ClientIdSetting = "clientId";
    public const string ClientSecretSetting = "clientSecret";
    public const string RefreshTokenSetting = "refreshToken";
    public const string FieldMapSetting = "fieldMap";

    private const string Hosts = ".scholarpack.co.uk";

    public Uri TokenUrl => new(BaseUrl, "oauth2/token/");

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static ScholarPackConnection From(IReadOnlyDictionary<string, string> settings, PullOptions options)
    {
        var values = new PullValues(settings, options);
        return new ScholarPackConnection(
            values.Url("baseUrl", "https://services.scholarpack.co.uk", Hosts),
            values.Required(ClientIdSetting),
            values.Required(ClientSecretSetting),
            values.Optional(RefreshTokenSetting) is null ? null : values.Secret(RefreshTokenSetting),
            values.Optional("perPage") is null ? null : values.Number("perPage", 100, 1, 1000),
            values.Optional("scope") ?? "student:read staff:read contacts:first-party school-info:read student-register:read");
    }

    /// <summary>The field map of the school: the defaults, with what its settings override.</summary>
    public static IReadOnlyDictionary<string, FieldMap> Maps(IReadOnlyDictionary<string, string> settings) =>
        FieldMap.Override(ScholarPackFields.Maps, settings.GetValueOrDefault(FieldMapSetting));
}
