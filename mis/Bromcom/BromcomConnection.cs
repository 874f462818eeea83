using System.Globalization;
using Uso.Mis.Pulling;

namespace Uso.Mis.Bromcom;

/// <summary>How a school's data comes from Bromcom.</summary>
internal enum BromcomRoute
{
    /// <summary>Bromcom sends it: the Generic API.</summary>
    Push,

    /// <summary>We read REST v2.</summary>
    Rest,

    /// <summary>We read the SOAP service.</summary>
    Soap,
}

/// <summary>The settings of one school that is pulled, checked.</summary>
internal sealed record BromcomConnection(BromcomRoute Route, Uri Url, string SchoolId, PullAuthoriser Authoriser, string UserName, string Password, int AttendanceDays)
{
    public const string DefaultBaseUrl = "https://api.bromcomcloud.com";

    public static IReadOnlyList<string> Settings { get; } =
        ["route", "schoolId", "baseUrl", "applicationId", "applicationSecret", "soapUrl", "userName", "password", "attendanceDays"];

    public static IReadOnlyList<string> Secrets { get; } = ["applicationSecret", "password"];

    /// <summary>The route that the settings name; the push when they name none.</summary>
    public static BromcomRoute? RouteOf(IReadOnlyDictionary<string, string> values) => values.GetValueOrDefault("route")?.Trim().ToLowerInvariant() switch
    {
        null or "" or "push" => BromcomRoute.Push,
        "rest" => BromcomRoute.Rest,
        "soap" => BromcomRoute.Soap,
        _ => null,
    };

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static BromcomConnection From(IReadOnlyDictionary<string, string> settings, PullOptions options)
    {
        var values = new PullValues(settings, options);
        var days = values.Number("attendanceDays", 7, 1, 60);
        var school = values.Required("schoolId");
        if (!int.TryParse(school, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw PullRefusal.BadSetting("schoolId", "must be a number");
        }

        return RouteOf(settings) switch
        {
            BromcomRoute.Rest => new(
                BromcomRoute.Rest,
                values.Url("baseUrl", DefaultBaseUrl),
                school,
                PullAuthoriser.Headers(("ApplicationId", values.Secret("applicationId")), ("ApplicationSecret", values.Secret("applicationSecret"))),
                "",
                "",
                days),
            BromcomRoute.Soap => new(
                BromcomRoute.Soap,
                new Uri(values.Url("soapUrl", null).AbsoluteUri.TrimEnd('/')),
                school,
                PullAuthoriser.With(_ => { }),
                values.Required("userName"),
                values.Required("password"),
                days),
            BromcomRoute.Push => throw PullRefusal.BadSetting("route", "says that Bromcom sends the data, so that there is nothing to fetch"),
            _ => throw PullRefusal.BadSetting("route", "must be push, rest or soap"),
        };
    }
}
