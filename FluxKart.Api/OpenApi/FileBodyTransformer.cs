using FluxKart.Api.Controllers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Declares the body of actions that read a file, of which the framework knows nothing.</summary>
internal sealed class FileBodyTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ReceivesFileAttribute>().Any())
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = "The file. It may be compressed with gzip.",
                Content = ReceivesFileAttribute.ContentTypes.ToDictionary(
                    contentType => contentType,
                    _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
        }

        return Task.CompletedTask;
    }
}
