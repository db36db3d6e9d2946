using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Controllers;

internal static class ControllerRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddMvcCore().AddApiExplorer().AddJsonOptions(options =>
        {
            // Told by position instead of in words that name our types.
            options.AllowInputFormatterExceptionMessages = false;
            Configure(options.JsonSerializerOptions);
        });
        // The OpenAPI document is written from these.
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddOptions<MvcOptions>().Configure<IOptions<JsonOptions>, ILogger<SystemTextJsonInputFormatter>>((mvc, json, logger) =>
        {
            mvc.InputFormatters.RemoveType<SystemTextJsonInputFormatter>();
            mvc.InputFormatters.Add(new JsonBodyFormatter(json.Value, logger));
            // They read a form before its content type is refused, and what they cannot read becomes another error.
            mvc.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            // UTF-8, whatever the client accepts.
            var answers = mvc.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Single();
            answers.SupportedEncodings.Clear();
            answers.SupportedEncodings.Add(Encoding.UTF8);
        });
        return services;
    }

    private static void Configure(JsonSerializerOptions json)
    {
        // Of a value sent twice one would be lost without a word.
        json.AllowDuplicateProperties = false;
        json.MaxDepth = 64;
        json.NumberHandling = JsonNumberHandling.Strict;
        // The answers are JSON documents, never parts of a page: a phone number's + stands as itself.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }
}
