using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Controllers;

internal static class ControllerRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        // Bounded like a body that is not compressed. RFC 9110 asks to treat x-gzip as gzip.
        services.AddRequestDecompression(options => options.DecompressionProviders["x-gzip"] = options.DecompressionProviders["gzip"]);
        services.AddMvcCore().AddApiExplorer().AddJsonOptions(options =>
        {
            // Reported by position, because the messages name our types.
            options.AllowInputFormatterExceptionMessages = false;
            Configure(options.JsonSerializerOptions);
        });
        // The OpenAPI document is generated from these.
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>, ILogger<SystemTextJsonInputFormatter>>((mvc, json, logger) =>
        {
            mvc.InputFormatters.RemoveType<SystemTextJsonInputFormatter>();
            mvc.InputFormatters.Add(new JsonBodyInputFormatter(json.Value, logger));
            mvc.Filters.Add(new UnsupportedBodyFilter());
            mvc.ModelMetadataDetailsProviders.Add(new BlankQueryValues());
            // They read a form before its content type is refused, and what they cannot read becomes a different error.
            mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            // UTF-8, whatever the client accepts.
            var responses = mvc.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Single();
            responses.SupportedEncodings.Clear();
            responses.SupportedEncodings.Add(Encoding.UTF8);
            responses.SupportedMediaTypes.Remove("text/json");
        });
        return services;
    }

    /// <summary>Decompresses bodies, except for files, which are stored as they come.</summary>
    public static void UseBodyDecompression(this WebApplication app) => app.UseWhen(
        http => http.Request.Headers.ContentEncoding.Count > 0
            && http.GetEndpoint()?.Metadata.GetMetadata<ReceivesFileAttribute>() is null,
        bodies => bodies
            .Use(next => http =>
            {
                // It is the length of the compressed body. Without it the request is not plain, so MVC reports what cannot be decompressed.
                if (http.Request.ContentLength > 0)
                    http.Request.ContentLength = null;
                return next(http);
            })
            .UseRequestDecompression());

    /// <summary>Maps the controllers, and handles plain requests to identify in front of MVC.</summary>
    public static void MapApi(this WebApplication app)
    {
        var plain = ActivatorUtilities.CreateInstance<PlainIdentifyRequests>(app.Services);
        app.MapControllers().Add(endpoint =>
        {
            var action = endpoint.Metadata.OfType<ControllerActionDescriptor>().Single();
            if (action.MethodInfo.DeclaringType == typeof(IdentifyController))
                endpoint.RequestDelegate = plain.InFrontOf(endpoint.RequestDelegate!);
        });
    }

    private static void Configure(JsonSerializerOptions json)
    {
        // If a value were sent twice, one would be lost silently.
        json.AllowDuplicateProperties = false;
        json.MaxDepth = 64;
        json.NumberHandling = JsonNumberHandling.Strict;
        // The responses are JSON documents, never parts of a page, so the + of a phone number is not escaped.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
