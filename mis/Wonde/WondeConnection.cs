using Uso.Mis.Pulling;

namespace Uso.Mis.Wonde;

/// <summary>The settings of one school, checked.</summary>
internal sealed record WondeConnection(Uri BaseUrl, string SchoolId, string Token, int PerPage, bool CheckCounts)
{
    public const string DefaultBaseUrl = "https://api.wonde.com/v1.0";

    /// <summary>Path of the school under <see cref="BaseUrl"/>.</summary>
    public string SchoolPath => $"schools/{SchoolId}";

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static WondeConnection From(IReadOnlyDictionary<string, string> settings, PullOptions options)
    {
        var values = new PullValues(settings, options);
        return new WondeConnection(
            values.Url("baseUrl", DefaultBaseUrl, ".wonde.com"), values.Id("schoolId"), values.Secret("token"), values.Number("perPage", 50, 1, 1000), values.Flag("checkCounts", true));
    }
}
