using System.Reflection;
using System.Text.Json.Nodes;
using FluxKart.Api.Contracts;
using FluxKart.Api.Contracts.Customers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Describes what a client should send, not everything that is read so that it can be reported, and shows examples.</summary>
internal sealed class ContractSchemaTransformer : IOpenApiSchemaTransformer
{
    /// <summary>The schema of a submitted value is inline, because it differs from property to property.</summary>
    public static bool IsInline(Type type) =>
        type == typeof(SubmittedValue) || type == typeof(SubmittedId) || type == typeof(SubmittedIds) || type == typeof(SubmittedFlag)
        || type == typeof(SubmittedPosition);

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(SubmittedValue))
        {
            // An integer is accepted too, but a client that sends one cannot send a leading plus or zero.
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type == typeof(SubmittedFlag))
        {
            schema.Type = JsonSchemaType.Boolean | JsonSchemaType.Null;
        }
        else if (type == typeof(SubmittedId))
        {
            DescribeId(schema);
        }
        else if (type == typeof(SubmittedPosition))
        {
            DescribeId(schema).Minimum = "0";
        }
        else if (type == typeof(SubmittedIds))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = DescribeId(new OpenApiSchema());
            schema.MinItems = 1;
            schema.MaxItems = ContactIdsRequest.MaxContactIds;
            schema.UniqueItems = true;
        }
        else if (type.GetCustomAttribute<RequestExampleAttribute>() is { } example)
        {
            // At least one property, and each of them may be left out. Naming the two would refuse them in another case, which is accepted.
            schema.Required = null;
            schema.MinProperties = 1;
            schema.Examples = [JsonNode.Parse(example.Json)!];
        }
        else if (type.GetCustomAttribute<ResponseExampleAttribute>() is { } response)
        {
            schema.Examples = [JsonNode.Parse(response.Json)!];
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema DescribeId(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Integer;
        schema.Format = "int64";
        schema.Minimum = "1";
        return schema;
    }
}
