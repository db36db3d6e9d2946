using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace FluxKart.Api.Documentation;

internal static class ApiDocumentation
{
    public static IServiceCollection AddApiDocumentation(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "FluxKart";
            document.Info.Version = "v1";
            document.Info.Description = "Tells an online shop which of its orders belong to the same customer.";
            // The one that serves the document, whatever its address.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type =>
            SubmittedValueSchema.IsInline(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer<SubmittedValueSchema>();
        options.AddDocumentTransformer<BearerScheme>();
        options.AddOperationTransformer<BearerScheme>();
    });

    /// <summary>The document at <c>/openapi/v1.json</c>, and its page, with requests to try, at <c>/docs</c>.</summary>
    public static void MapApiDocumentation(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("FluxKart")
            // Nothing is fetched from elsewhere: the page works in a closed network, and tells nobody who reads it.
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableTelemetry()
            .HideDeveloperTools()).AllowAnonymous();
    }
}
