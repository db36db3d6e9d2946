using System.Net.Mime;
using FluxKart.Api.Security.Limits;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>
/// Declares the error responses of every operation in one place, after the success response, with the headers that a client must act on.
/// </summary>
internal sealed class ErrorResponsesTransformer : IOpenApiOperationTransformer
{
    private static readonly OpenApiHeader WwwAuthenticate = new()
    {
        Description = "How to authenticate, and what was wrong with the key (RFC 6750).",
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static readonly OpenApiHeader RetryAfter = new()
    {
        Description = "How many seconds to wait before sending the request again.",
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
    };

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var problem = await SchemaOfAsync<ProblemDetails>(context, cancellationToken);
        var validationProblem = await SchemaOfAsync<ValidationProblemDetails>(context, cancellationToken);
        var responses = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses ?? [])
            responses.Add(status, response);

        var hasBody = operation.RequestBody is not null;
        if (operation.RequestBody is OpenApiRequestBody body)
            body.Required = true;
        if (hasBody || operation.Parameters is { Count: > 0 })
            responses["400"] = Error("The request is invalid; `errors` says how to fix each field.", validationProblem);
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
        {
            responses["401"] = Error("The API key is missing or unknown.", problem, HeaderNames.WWWAuthenticate, WwwAuthenticate);
            responses["403"] = Error("The API key lacks the required scope.", problem, HeaderNames.WWWAuthenticate, WwwAuthenticate);
        }

        if (hasBody)
        {
            responses["413"] = Error($"The body is over {ServerLimits.MaxRequestBodySize / 1024} KiB.", problem);
            responses["415"] = Error(
                "The body is not application/json in UTF-8, or its content coding is not gzip, deflate or br.", problem);
        }

        responses["429"] = Error("Rate limit exceeded; retry after `Retry-After` seconds.", problem, HeaderNames.RetryAfter, RetryAfter);
        responses["503"] = Error(
            "The database cannot be reached or is busy, or the service is overloaded; "
            + "send the same request again after `Retry-After` seconds.",
            problem,
            HeaderNames.RetryAfter,
            RetryAfter);
        responses["default"] = Error("An unexpected error.", problem);
        operation.Responses = responses;
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

    private static OpenApiResponse Error(string description, OpenApiSchemaReference schema) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType> { [MediaTypeNames.Application.ProblemJson] = new() { Schema = schema } },
    };

    private static OpenApiResponse Error(string description, OpenApiSchemaReference schema, string headerName, OpenApiHeader header)
    {
        var response = Error(description, schema);
        response.Headers = new Dictionary<string, IOpenApiHeader> { [headerName] = header };
        return response;
    }
}
