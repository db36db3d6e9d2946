using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes the API key, and the scope that each operation requires.</summary>
internal sealed class BearerSchemeTransformer : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Name = "apiKey";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Name, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = $"An API key. Each key has a scope, which includes the ones before it: {string.Join(", ", Scopes.All)}. "
                + "A service without keys only serves the machine that it runs on, and then no key is needed.",
        });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault() is { Policy: { } scope })
        {
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Name, context.Document)] = [] }];
            operation.Description = $"{operation.Description}\n\nRequires an API key with the scope `{scope}`.".TrimStart();
        }

        return Task.CompletedTask;
    }
}
