namespace Uso.Mis.Pulling;

/// <summary>Rules about addresses that a school, or a MIS's answer, chose.</summary>
public static class PullUrl
{
    /// <summary>Same scheme, host and port, and no credentials inside.</summary>
    public static bool IsSameHost(Uri one, Uri other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.UserInfo.Length == 0 && Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
    }

    /// <summary>The next page that an answer named.</summary>
    /// <exception cref="MisExportException">It is on another host: the credentials would go there.</exception>
    public static Uri Next(Uri current, string next) => Uri.TryCreate(current, next, out var url) && IsSameHost(current, url)
        ? url
        : throw new MisExportException(MisErrorCodes.PullNextHost, "The MIS named a next page on another host; nothing was fetched from there.");
}
