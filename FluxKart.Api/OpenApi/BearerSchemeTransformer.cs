using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Tells of the API key, and which operations need one of which scope.</summary>
internal sealed class BearerSchemeTransformer : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Name = "apiKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Name, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = $"An API key. Each has a scope, which includes those before it: {string.Join(", ", Scopes.All)}. "
                + "Where the service has no keys it answers the machine that it runs on, and none is needed.",
        });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault() is { Policy: { } scope })
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Name, context.Document)] = [] }];
            operation.Description = $"{operation.Description}\n\nNeeds an API key with the scope `{scope}`.".TrimStart();
        }

        return Task.CompletedTask;
    }
}
