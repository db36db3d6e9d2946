using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Security.Browser;

/// <summary>Pages of other origins may not call the service, unless the setting <c>Cors:AllowedOrigins</c> names their origin.</summary>
internal static class CorsRegistration
{
    private const string SectionName = "Cors";
    private const string AllowedOriginsKey = $"{SectionName}:AllowedOrigins";

    public static IServiceCollection AddAllowedOrigins(this IServiceCollection services, SettingsReader settings)
    {
        // Values are not quoted: they may contain a password.
        const string mistake =
            $"{AllowedOriginsKey} has a value that is not an origin; set {AllowedOriginsKey}:0 to one such as https://shop.example, without a "
            + "path or a user.";
        string[] origins = [.. settings.Entries(AllowedOriginsKey, mistake).Select(origin => settings.Text(origin) ?? "")];
        settings.Require(origins.All(IsOrigin), mistake);
        settings.RequireKnownNames(SectionName);

        return services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .AllowAnyMethod()
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.ContentEncoding)
            .WithExposedHeaders(HeaderNames.RetryAfter, "X-Request-Id", "FluxKart-Ignored")));
    }

    /// <summary>Goes before the limits, so that a page may also read a refusal.</summary>
    /// <param name="app">The service.</param>
    /// <param name="limit">Adds the limits for preflights. They get their response before they would reach those of other requests.</param>
    public static void UseAllowedOrigins(this WebApplication app, Action<IApplicationBuilder> limit)
    {
        var cors = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value;
        // Without an allowed origin a preflight is a wrong method like any other.
        if (cors.GetPolicy(cors.DefaultPolicyName) is not { Origins.Count: > 0 })
            return;
        app.UseWhen(IsPreflight, limit);
        // Responds to preflights itself.
        app.UseCors();
    }

    private static bool IsPreflight(HttpContext http) =>
        HttpMethods.IsOptions(http.Request.Method)
        && http.Request.Headers.ContainsKey(HeaderNames.Origin)
        && http.Request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod);

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && $"{url.Scheme}://{url.Authority}".Equals(origin, StringComparison.OrdinalIgnoreCase);
}
