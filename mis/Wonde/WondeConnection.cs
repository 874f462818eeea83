using System.Globalization;

namespace Uso.Mis.Wonde;

/// <summary>The settings of one school, checked.</summary>
internal sealed record WondeConnection(Uri BaseUrl, string SchoolId, string Token, int PerPage, bool CheckCounts)
{
    public const string DefaultBaseUrl = "https://api.wonde.com/v1.0";

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static WondeConnection From(IReadOnlyDictionary<string, string> values)
    {
        var text = Optional(values, "baseUrl") ?? DefaultBaseUrl;
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            throw Bad("baseUrl", "must be an https address");
        }

        var school = Optional(values, "schoolId") ?? throw Bad("schoolId", "is missing");
        if (!school.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            throw Bad("schoolId", "has characters that no Wonde id has");
        }

        var token = Optional(values, "token") ?? throw Bad("token", "is missing");
        if (!token.All(c => c is > ' ' and < '\x7f'))
        {
            throw Bad("token", "has characters that no token has");
        }

        var perPage = 50;
        if (Optional(values, "perPage") is { } size
            && (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out perPage) || perPage is < 1 or > 1000))
        {
            throw Bad("perPage", "must be a number from 1 to 1000");
        }

        return new WondeConnection(url, school, token, perPage, Optional(values, "checkCounts") is not ("false" or "no" or "0"));
    }

    private static string? Optional(IReadOnlyDictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    private static MisExportException Bad(string name, string what) => new(MisErrorCodes.PullBadSettings, $"The setting {name} {what}.");
}
