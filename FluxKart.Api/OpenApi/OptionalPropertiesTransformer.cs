using System.Reflection;
using System.Text.Json.Serialization;
using FluxKart.Api.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>
/// Describes properties that are left out instead of null as what they are: optional, and never null. The framework describes them as
/// nullable, some of them in a form that is not valid in version 3.0.
/// </summary>
internal sealed class OptionalPropertiesTransformer : IOpenApiDocumentTransformer
{
    private static readonly ILookup<string, string> OptionalByType = typeof(IdentifyRequest).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith(typeof(IdentifyRequest).Namespace!, StringComparison.Ordinal) == true)
        .SelectMany(type => type.GetProperties()
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.WhenWritingNull })
            .Select(property => (Type: type.Name, property.Name)))
        .ToLookup(property => property.Type, property => property.Name, StringComparer.OrdinalIgnoreCase);

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (type, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            foreach (var name in schema.Properties?.Keys.Intersect(OptionalByType[type], StringComparer.OrdinalIgnoreCase).ToList() ?? [])
            {
                schema.Properties![name] = WithoutNull(schema.Properties[name]);
                schema.Required?.Remove(name);
            }
        }

        return Task.CompletedTask;
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        if (schema.OneOf?.OfType<OpenApiSchemaReference>().FirstOrDefault() is { } reference)
            return reference;
        if (schema is OpenApiSchema own)
            own.Type &= ~JsonSchemaType.Null;
        return schema;
    }
}
