using FluxKart.Api.Security.Browser;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace FluxKart.Api.OpenApi;

internal static class OpenApiRegistration
{
    private const string DocumentName = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services
        .AddHttpContextAccessor()
        .AddOpenApi(DocumentName, Configure);

    /// <summary>The document at <c>/openapi/v1.json</c>, and its page, with requests to try, at <c>/docs</c>.</summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous().AddEndpointFilter(FindDocument);
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("FluxKart")
            // The address in the browser is the right one, also if a proxy does not forward its scheme or its path.
            .WithDynamicBaseServerUrl()
            .AddServer("/")
            .AddPreferredSecuritySchemes(BearerSchemeTransformer.Name)
            // Nothing is fetched from elsewhere: the page works in a closed network, and reports its readers to nobody.
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableTelemetry()
            .HideDeveloperTools()).AllowAnonymous().WithMetadata(new ServesPageAttribute()).AddEndpointFilter(FindDocument);
    }

    private static void Configure(OpenApiOptions options)
    {
        // Client generators support 3.0 best: in 3.1 a value that may be null has two types, and several generators then accept neither.
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.AddDocumentTransformer<DocumentTransformer>();
        options.CreateSchemaReferenceId = type =>
            ContractSchemaTransformer.IsInline(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer<ContractSchemaTransformer>();
        options.AddDocumentTransformer<OptionalPropertiesTransformer>();
        options.AddDocumentTransformer<BearerSchemeTransformer>();
        options.AddOperationTransformer<BearerSchemeTransformer>();
        options.AddOperationTransformer<FileBodyTransformer>();
        options.AddOperationTransformer<ErrorResponsesTransformer>();
        options.AddOperationTransformer<ResponseHeadersTransformer>();
        options.AddOperationTransformer<EventStreamTransformer>();
    }

    // For a document that does not exist, the framework responds in plain text, and Scalar with an empty page.
    private static ValueTask<object?> FindDocument(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetRouteValue("documentName") is string name && !name.Equals(DocumentName, StringComparison.OrdinalIgnoreCase)
            ? ValueTask.FromResult<object?>(TypedResults.NotFound())
            : next(context);
}
