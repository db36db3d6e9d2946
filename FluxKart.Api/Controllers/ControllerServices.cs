using System.Text.Encodings.Web;

namespace FluxKart.Api.Controllers;

internal static class ControllerServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddControllers().AddJsonOptions(options =>
        {
            var json = options.JsonSerializerOptions;
            // Of a value sent twice one would be lost without a word.
            json.AllowDuplicateProperties = false;
            // The answers are JSON documents, never parts of a page: a phone number's + stands as itself.
            json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        return services;
    }
}
