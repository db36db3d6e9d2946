using System.Text.Json.Nodes;
using FluxKart.Api.Contracts;
using FluxKart.Api.Errors;
using FluxKart.Api.Validation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace FluxKart.Api.OpenApi;

/// <summary>Declares the response headers that a client can act on, in one place. Runs after all responses are declared.</summary>
internal sealed class ResponseHeadersTransformer : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, OpenApiHeader> Headers = new()
    {
        [RequestIdMiddleware.HeaderName] = Header(
            "Identifies the request in the log of the service. It is the `traceId` of problem details.", JsonSchemaType.String),
        [HeaderNames.WWWAuthenticate] = Header(
            "How to authenticate, and what was wrong with the key (RFC 6750).", JsonSchemaType.String),
        [HeaderNames.Location] = Header("The path of what was created.", JsonSchemaType.String),
        [HeaderNames.ETag] = Header(
            "Of a dry run. Sent as `If-Match`, it lets the change be made only if its result is still the same.",
            JsonSchemaType.String,
            isRequired: false),
        [HeaderNames.RetryAfter] = Header(
            "How many seconds to wait before sending the request again.", JsonSchemaType.Integer, minimum: "1"),
        [HeaderNames.Accept] = Header(
            "The content type to send, if that was the mistake.", JsonSchemaType.String, isRequired: false),
        [HeaderNames.AcceptEncoding] = Header(
            "The content codings to choose from, if that was the mistake.", JsonSchemaType.String, isRequired: false),
        [IgnoredValue.HeaderName] = Header(
            "The field that was invalid and counts as absent. Only a service with `Identification:UnusableValues=Ignore` sends it.",
            JsonSchemaType.String,
            isRequired: false,
            values: [IgnoredValue.Email, IgnoredValue.PhoneNumber]),
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document ?? throw new InvalidOperationException("An operation belongs to a document.");
        var canIgnoreValues = context.Description.ParameterDescriptions.Any(parameter => parameter.Type == typeof(IdentifyRequest));
        var hasPrecondition = operation.Responses?.ContainsKey("412") == true;
        foreach (var (status, response) in operation.Responses ?? [])
        {
            var names = NamesOf(status, canIgnoreValues, hasPrecondition).ToList();
            foreach (var name in names)
                document.AddComponent(name, Headers[name]);
            ((OpenApiResponse)response).Headers =
                names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<string> NamesOf(string status, bool canIgnoreValues, bool hasPrecondition)
    {
        string[] ofTheStatus = status switch
        {
            "200" when canIgnoreValues => [IgnoredValue.HeaderName],
            "200" when hasPrecondition => [HeaderNames.ETag],
            "201" or "202" => [HeaderNames.Location],
            "401" or "403" => [HeaderNames.WWWAuthenticate],
            "415" => [HeaderNames.Accept, HeaderNames.AcceptEncoding],
            "429" or "503" => [HeaderNames.RetryAfter],
            _ => [],
        };
        return [.. ofTheStatus, RequestIdMiddleware.HeaderName];
    }

    private static OpenApiHeader Header(
        string description, JsonSchemaType type, bool isRequired = true, string? minimum = null, string[]? values = null) => new()
        {
            Description = description,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = type, Minimum = minimum, Enum = values?.Select(value => (JsonNode)value).ToList() },
        };
}
