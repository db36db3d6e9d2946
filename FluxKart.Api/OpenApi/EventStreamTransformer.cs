using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes streams of server-sent events, which are text. The framework gives them the schema of the JSON response.</summary>
internal sealed class EventStreamTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (_, response) in operation.Responses ?? [])
        {
            if (response.Content?.TryGetValue(MediaTypeNames.Text.EventStream, out var stream) == true)
            {
                stream.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Description = "Server-sent events; the description of the operation says what they are.",
                };
            }
        }

        return Task.CompletedTask;
    }
}
