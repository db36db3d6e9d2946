using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using FluxKart.Api.Security.Limits;
using FluxKart.Domain.Identifiers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Declares the error responses of every operation in one place, after the success response, each with an example.</summary>
internal sealed class ErrorResponsesTransformer(IOptions<ApiBehaviorOptions> behavior) : IOpenApiOperationTransformer
{
    private const string Default = "default";

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var problem = await SchemaOfAsync<ProblemDetails>(context, cancellationToken);
        var validationProblem = await SchemaOfAsync<ValidationProblemDetails>(context, cancellationToken);
        var responses = new OpenApiResponses();
        var declared = operation.Responses ?? [];
        foreach (var (status, response) in declared.Where(response => response.Key.StartsWith('2')))
            responses.Add(status, response);

        var hasBody = operation.RequestBody is not null;
        if (operation.RequestBody is OpenApiRequestBody body)
            body.Required = true;
        if (hasBody || HasParameter(operation, ParameterLocation.Query))
            Add("400", "The request is invalid; `errors` says how to fix each field.", validationProblem);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
        {
            Add("401", "The API key is missing or unknown.");
            Add("403", "The API key lacks the required scope.");
        }

        var isOfContact = HasParameter(operation, ParameterLocation.Path) && DescriptionOf("404") is null;
        if (HasParameter(operation, ParameterLocation.Path))
            Add("404", DescriptionOf("404") ?? "There is no such contact.");
        if (DescriptionOf("409") is { } conflict)
            Add("409", conflict);
        if (isOfContact || DescriptionOf("410") is not null)
            Add("410", DescriptionOf("410") ?? "The contact has been erased or removed.");
        if (DescriptionOf("412") is { } unexpected)
            Add("412", unexpected);

        if (hasBody)
        {
            Add("413", DescriptionOf("413") ?? $"The body is over {ServerLimits.MaxRequestBodySize / 1024} KiB.");
            Add(
                "415",
                DescriptionOf("415") ?? "The body is not application/json in UTF-8, or its content coding is not gzip, deflate or br.");
        }

        Add("429", "Rate limit exceeded; retry after `Retry-After` seconds.");
        Add(
            "503",
            "The database cannot be reached or is busy, or the service is overloaded; "
            + "send the same request again after `Retry-After` seconds.");
        if (DescriptionOf("507") is { } full)
            Add("507", full);
        Add(Default, "An unexpected error.");
        operation.Responses = responses;

        // What an action itself says about an error that others do not have, or have for another reason.
        string? DescriptionOf(string status) => declared.TryGetValue(status, out var response) ? response.Description : null;

        void Add(string status, string description, OpenApiSchemaReference? schema = null) => responses[status] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [MediaTypeNames.Application.ProblemJson] = new() { Schema = schema ?? problem, Example = Example(status) },
            },
        };
    }

    private static async Task<OpenApiSchemaReference> SchemaOfAsync<T>(
        OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document ?? throw new InvalidOperationException("An operation belongs to a document.");
        var schema = await context.GetOrCreateSchemaAsync(typeof(T), null, cancellationToken);
        schema.Properties!["traceId"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "Identifies the request in the log of the service.",
        };
        document.AddComponent(typeof(T).Name, schema);
        return new OpenApiSchemaReference(typeof(T).Name, document);
    }

    private static bool HasParameter(OpenApiOperation operation, ParameterLocation location) =>
        operation.Parameters?.Any(parameter => parameter.In == location) == true;

    private JsonObject Example(string status)
    {
        var code = status == Default ? StatusCodes.Status500InternalServerError : int.Parse(status, CultureInfo.InvariantCulture);
        var isInvalid = code == StatusCodes.Status400BadRequest;
        var example = new JsonObject
        {
            ["type"] = behavior.Value.ClientErrorMapping[code].Link,
            ["title"] = isInvalid ? new ValidationProblemDetails().Title : behavior.Value.ClientErrorMapping[code].Title,
            ["status"] = code,
        };
        if (isInvalid && !EmailAddress.TryCreate("name@@example.com", out _, out var error))
            example["errors"] = new JsonObject { ["email"] = new JsonArray(error) };
        example["traceId"] = "96e7500bae267e5dd21e2a1ee107926a";
        return example;
    }
}
