using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Uso.ClientApi.OpenApi;

/// <summary>The OpenAPI document: security scheme, who may call what, and the one shape of errors.</summary>
internal static class OpenApiSetup
{
    private const string Document = "v1";
    private const string SchemeName = "bearer";
    private const string ProblemSchema = "ProblemBody";
    private const string ProblemMediaType = "application/problem+json";

    public static void AddUsoOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
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
            document.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));
        });
        options.AddOperationTransformer(DescribeAsync);
    });

    public static void MapUsoOpenApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem, with a stable code.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemMediaType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, context.Document) },
            },
        };
        if (HttpMethods.IsHead(context.Description.HttpMethod ?? ""))
        {
            // It is the GET's twin, and ids are unique.
            operation.OperationId = null;
        }

        if (context.Description.ParameterDescriptions.Any(parameter => parameter.Type?.GetProperty(nameof(OperationBody.OperationId)) is not null))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = OperationIds.Header,
                In = ParameterLocation.Header,
                Description = "Stands for operationId of the body.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        foreach (var parameter in context.Description.ParameterDescriptions)
        {
            if (NamesOf(parameter.ParameterDescriptor?.ParameterType) is { } names
                && operation.Parameters?.FirstOrDefault(one => one.Name == parameter.Name) is OpenApiParameter { Schema: OpenApiSchema schema })
            {
                schema.Enum = names;
            }
        }

        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return Task.CompletedTask;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SchemeName, context.Document)] = [] }];
        if (metadata.OfType<AllowedRoles>().LastOrDefault() is { } allowed)
        {
            operation.Description = $"Roles: {string.Join(", ", allowed.Roles.Select(role => JsonNamingPolicy.CamelCase.ConvertName(role.ToString())))}.";
        }

        return Task.CompletedTask;
    }

    /// <summary>The values of a <see cref="Named{T}"/> as JSON writes them; null for any other type.</summary>
    private static List<JsonNode>? NamesOf(Type? type)
    {
        var named = Nullable.GetUnderlyingType(type ?? typeof(void)) ?? type;
        return named is { IsGenericType: true } && named.GetGenericTypeDefinition() == typeof(Named<>)
            ? [.. Enum.GetNames(named.GenericTypeArguments[0]).Select(name => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(name)))]
            : null;
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
