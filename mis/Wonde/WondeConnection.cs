using Uso.Mis.Pulling;

namespace Uso.Mis.Wonde;

/// <summary>The settings of one school, checked.</summary>
internal sealed record WondeConnection(Uri BaseUrl, string SchoolId, string Token, int PerPage, bool CheckCounts)
{
    public const string DefaultBaseUrl = "https://api.wonde.com/v1.0";
    private const string Hosts = ".wonde.com";

    /// <summary>Path of the school under <see cref="BaseUrl"/>.</summary>
    public string SchoolPath => $"schools/{SchoolId}";

    /// <summary>The same school at the host that Wonde named for its region.</summary>
    /// <exception cref="MisExportException">It is not one of Wonde's.</exception>
    public WondeConnection InRegion(string domain, PullOptions options)
    {
        var url = $"{(options.AllowPrivateAddresses && BaseUrl.IsLoopback ? BaseUrl.Scheme : Uri.UriSchemeHttps)}://{domain}{BaseUrl.AbsolutePath}";
        try
        {
            return this with { BaseUrl = new PullValues(new Dictionary<string, string> { ["region"] = url }, options).Url("region", null, Hosts) };
        }
        catch (MisExportException)
        {
            throw new MisExportException(MisErrorCodes.PullNextHost, "Wonde named another host for the school's region that is not one of its own; nothing was fetched from there.");
        }
    }

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static WondeConnection From(IReadOnlyDictionary<string, string> settings, PullOptions options)
    {
        var values = new PullValues(settings, options);
        return new WondeConnection(
            values.Url("baseUrl", DefaultBaseUrl, Hosts), values.Id("schoolId"), values.Secret("token"), values.Number("perPage", 50, 1, 1000), values.Flag("checkCounts", true));
    }
}
