using System.Globalization;

namespace Uso.Mis.Pulling;

/// <summary>Reads the settings of one school, each checked. A setting that cannot be used is refused with its name, never with its value.</summary>
internal sealed class PullValues(IReadOnlyDictionary<string, string> values, PullOptions options)
{
    public string? Optional(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    public string Required(string name) => Optional(name) ?? throw PullRefusal.BadSetting(name, "is missing");

    /// <summary>A token, key or password that goes into a header: visible ASCII only.</summary>
    public string Secret(string name) => Required(name) is var secret && secret.All(c => c is > ' ' and < '\x7f')
        ? secret
        : throw PullRefusal.BadSetting(name, "has characters that no token has");

    /// <summary>An id that becomes a part of an address.</summary>
    public string Id(string name) => Required(name) is var id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        ? id
        : throw PullRefusal.BadSetting(name, "has characters that no id has");

    public int Number(string name, int standard, int min, int max)
    {
        if (Optional(name) is not { } text)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw PullRefusal.BadSetting(name, string.Create(CultureInfo.InvariantCulture, $"must be a number from {min} to {max}"));
    }

    public bool Flag(string name, bool standard) => Optional(name) is { } text ? text is not ("false" or "no" or "0") : standard;

    /// <summary>An https address, ending with a slash. Http only with the loopback address, and only where private addresses are allowed.</summary>
    /// <param name="hosts">Suffixes of the hosts that it may have, for example <c>.wonde.com</c>; none: any.</param>
    public Uri Url(string name, string? standard, params ReadOnlySpan<string> hosts)
    {
        var text = Optional(name) ?? standard ?? throw PullRefusal.BadSetting(name, "is missing");
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) || url.UserInfo.Length > 0)
        {
            throw PullRefusal.BadSetting(name, "must be an https address");
        }

        if (options.AllowPrivateAddresses && url.IsLoopback && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
        {
            return url;
        }

        if (url.Scheme != Uri.UriSchemeHttps)
        {
            throw PullRefusal.BadSetting(name, "must be an https address");
        }

        foreach (var host in hosts)
        {
            if (url.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))
            {
                return url;
            }
        }

        return hosts.IsEmpty || options.FurtherHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase) ? url : throw PullRefusal.BadSetting(name, "is not an address of this MIS");
    }
}
