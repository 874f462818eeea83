namespace Uso.ClientApi.Common;

/// <summary>Which of an endpoint's formats a request accepts most.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string NdJson = "application/x-ndjson";

    /// <summary>The first format is the default. Null when the request accepts none.</summary>
    public static string? Choose(HttpRequest request, params ReadOnlySpan<string> formats)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (accepted.Count == 0)
        {
            return formats[0];
        }

        string? best = null;
        var bestQuality = 0d;
        foreach (var format in formats)
        {
            // The most specific range speaks for a format: */* does not raise what text/csv;q=0 refuses.
            var type = new Microsoft.Net.Http.Headers.MediaTypeHeaderValue(format);
            var quality = accepted.Where(type.IsSubsetOf)
                .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
                .Select(range => range.Quality ?? 1)
                .FirstOrDefault();
            if (quality > bestQuality)
            {
                (best, bestQuality) = (format, quality);
            }
        }

        return best;
    }
}
