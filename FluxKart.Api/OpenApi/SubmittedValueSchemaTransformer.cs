using System.Text.Json.Nodes;
using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes a request's values as a client sees them, not as the type that takes whatever comes.</summary>
internal sealed class SubmittedValueSchemaTransformer : IOpenApiSchemaTransformer
{
    /// <summary>Where a value stands, its schema stands too: it differs from property to property.</summary>
    public static bool IsInline(Type type) => type == typeof(SubmittedValue);

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(SubmittedValue))
        {
            var isPhoneNumber = context.JsonPropertyInfo?.Name == "phoneNumber";
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null | (isPhoneNumber ? JsonSchemaType.Integer : default);
        }
        else if (context.JsonTypeInfo.Type == typeof(IdentifyRequest))
        {
            schema.Required = null;
            schema.Examples = [new JsonObject { ["email"] = "mcfly@hillvalley.edu", ["phoneNumber"] = "123456" }];
        }

        return Task.CompletedTask;
    }
}
