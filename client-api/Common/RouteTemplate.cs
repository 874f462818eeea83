namespace Uso.ClientApi.Common;

/// <summary>The template of a route: what logs and metrics show instead of the path, which has ids in it.</summary>
internal static class RouteTemplate
{
    public static string Of(Endpoint? endpoint) => endpoint is RouteEndpoint route ? Clean(route.RoutePattern.RawText ?? "") : "none";

    /// <summary>A group's own address ends in a slash that nobody types.</summary>
    public static string Clean(string template) => template.Length > 1 ? template.TrimEnd('/') : template;
}
