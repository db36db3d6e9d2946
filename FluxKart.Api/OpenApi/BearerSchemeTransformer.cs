using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes the API key, and the scope that each operation requires. A service without keys requires none.</summary>
internal sealed class BearerSchemeTransformer(ApiKeyRing keys, IHttpContextAccessor requests)
    : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    public const string Name = "apiKey";

    // A document that is generated without a request, such as at build, is for every service.
    private bool NeedsKeys => requests.HttpContext is null || !keys.IsEmpty;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (!NeedsKeys)
            return Task.CompletedTask;

        document.AddComponent(Name, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = $"An API key. Each key has a scope, which includes the ones before it: {string.Join(", ", Scopes.All)}.",
        });
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (!NeedsKeys)
            return Task.CompletedTask;
        var key = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Name, context.Document)] = [] };
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault() is { Policy: { } scope })
        {
            operation.Security = [key];
            operation.Description = $"{operation.Description}\n\nRequires an API key with the scope `{scope}`.".TrimStart();
        }
        else
        {
            // Without a key, or with one.
            operation.Security = [new(), key];
        }

        return Task.CompletedTask;
    }
}
