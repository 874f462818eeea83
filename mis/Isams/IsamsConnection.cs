using Uso.Mis.Pulling;

namespace Uso.Mis.Isams;

/// <summary>The settings of one school, checked.</summary>
internal sealed record IsamsConnection(Uri Host, bool IsBatch, OAuthSettings? OAuth, string BatchKey)
{
    private const string Batch = "batch";

    public static IReadOnlyList<string> Settings { get; } = ["host", "clientId", "clientSecret", "scope", "tokenPath", "api", "batchKey"];

    public static IReadOnlyList<string> Secrets { get; } = ["clientSecret", "batchKey"];

    /// <exception cref="MisExportException">A setting is missing or cannot be used.</exception>
    public static IsamsConnection From(IReadOnlyDictionary<string, string> settings, PullOptions options, string domain)
    {
        var values = new PullValues(settings, options);
        var host = values.Url("host", null, domain);
        switch (values.Optional("api")?.ToLowerInvariant())
        {
            case Batch:
                return new IsamsConnection(host, true, null, Uri.EscapeDataString(values.Secret("batchKey")));
            case null or "rest":
                // Older installations have the token endpoint elsewhere and want a scope.
                var token = new Uri(host, (values.Optional("tokenPath") ?? "auth/connect/token").TrimStart('/'));
                return PullUrl.IsSameHost(host, token)
                    ? new IsamsConnection(host, false, new OAuthSettings(token, values.Secret("clientId"), values.Secret("clientSecret")) { Scope = values.Optional("scope") }, "")
                    : throw PullRefusal.BadSetting("tokenPath", "must be a path on the school's host");
            default:
                throw PullRefusal.BadSetting("api", "must be rest or batch");
        }
    }
}
