using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Tells of the headers that a client must heed: what every answer of a status has, whatever the operation.</summary>
internal sealed class ResponseHeadersTransformer : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (HeaderOf(status) is var (name, header) && response is OpenApiResponse answer)
                (answer.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = header;
        }

        return Task.CompletedTask;
    }

    private static (string Name, OpenApiHeader Header)? HeaderOf(string status) => status switch
    {
        "401" or "403" => (HeaderNames.WWWAuthenticate, new()
        {
            Description = "How to authenticate, and what was wrong with the key (RFC 6750).",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        }),
        "429" or "503" => (HeaderNames.RetryAfter, new()
        {
            Description = "The seconds to wait before the request is sent again.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        }),
        _ => null,
    };
}
