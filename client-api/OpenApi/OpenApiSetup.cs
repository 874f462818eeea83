using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Uso.ClientApi.OpenApi;

/// <summary>The OpenAPI document: security scheme, who may call what, and the one shape of errors.</summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";
    private const string SchemeName = "bearer";
    private const string ProblemMediaType = "application/problem+json";

    public static void AddUsoOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Uso",
                Version = Document,
                Description = "Accounts for schools from their MIS data. Errors are application/problem+json with a stable code.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An access token (uso_…), or a school's licence key (usolk_…), which may only upload.",
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
    });

    public static void MapUsoOpenApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem, with a stable code.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemMediaType] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken) },
            },
        };
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [] }];
        if (metadata.OfType<AllowedRoles>().LastOrDefault() is { } allowed)
        {
            operation.Description = $"Roles: {string.Join(", ", allowed.Roles.Select(role => role.ToString()))}.";
        }
    }
}

/// <summary>What every error looks like.</summary>
public sealed record ProblemBody
{
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }

    /// <summary>Stable: switch on this.</summary>
    public required string Code { get; init; }

    /// <summary>Rules that fields of the request break.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>Finds the request in the log.</summary>
    public required string TraceId { get; init; }
}
