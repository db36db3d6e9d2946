using FluxKart.Api.Security.Browser;
using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace FluxKart.Api.OpenApi;

internal static class OpenApiRegistration
{
    private const string DocumentName = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(DocumentName, options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "FluxKart";
            document.Info.Version = DocumentName;
            document.Info.Description = "Tells an online shop which of its orders belong to the same customer.";
            // The one that serves the document, whatever its address.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type =>
            SubmittedValueSchemaTransformer.IsInline(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer<SubmittedValueSchemaTransformer>();
        options.AddDocumentTransformer<BearerSchemeTransformer>();
        options.AddOperationTransformer<BearerSchemeTransformer>();
        options.AddOperationTransformer<ResponseHeadersTransformer>();
    });

    /// <summary>The document at <c>/openapi/v1.json</c>, and its page, with requests to try, at <c>/docs</c>.</summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous().AddEndpointFilter(FindDocument);
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("FluxKart")
            // Nothing is fetched from elsewhere: the page works in a closed network, and tells nobody who reads it.
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableTelemetry()
            .HideDeveloperTools()).AllowAnonymous().WithMetadata(new ServesPageAttribute()).AddEndpointFilter(FindDocument);
    }

    // Where there is no such document, the framework answers in plain text, and Scalar with a page that finds none.
    private static ValueTask<object?> FindDocument(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetRouteValue("documentName") is string name && !name.Equals(DocumentName, StringComparison.OrdinalIgnoreCase)
            ? ValueTask.FromResult<object?>(TypedResults.NotFound())
            : next(context);
}
