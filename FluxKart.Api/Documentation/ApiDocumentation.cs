using FluxKart.Api.Contracts;
using Microsoft.OpenApi;
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
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type != typeof(SubmittedValue))
                return Task.CompletedTask;
            var integer = context.JsonPropertyInfo?.Name == "phoneNumber" ? JsonSchemaType.Integer : default;
            schema.Type = JsonSchemaType.String | JsonSchemaType.Null | integer;
            return Task.CompletedTask;
        });
    });

    /// <summary>The document at <c>/openapi/v1.json</c>, and its page, with requests to try, at <c>/docs</c>.</summary>
    public static void MapApiDocumentation(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("FluxKart")
            // Nothing is fetched from elsewhere: the page works in a closed network, and tells nobody who reads it.
            .DisableDefaultFonts()
            .DisableAgent());
    }
}
