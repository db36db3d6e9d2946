using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace FluxKart.Api.Hosting;

/// <summary>CORS: pages of other origins may not call the service, unless the setting <c>Cors:AllowedOrigins</c> names theirs.</summary>
internal static class CrossOriginRequests
{
    private const string SectionName = "Cors:AllowedOrigins";

    /// <exception cref="OptionsValidationException">An origin is none.</exception>
    public static IServiceCollection AddCrossOriginRequests(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SectionName);
        var origins = section.GetChildren().Select(origin => origin.Value ?? "").ToArray();
        // A value of the list itself would be lost. It is not quoted, nor is an origin: either may hold a password.
        if (!string.IsNullOrEmpty(section.Value) || origins.Any(origin => !IsOrigin(origin)))
        {
            throw new OptionsValidationException(SectionName, typeof(CorsPolicy),
                [$"{SectionName} holds what is no origin; set {SectionName}:0 to one such as https://shop.example, without a path or a user."]);
        }

        return services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .AllowAnyMethod()
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType)
            .WithExposedHeaders(HeaderNames.RetryAfter)));
    }

    /// <summary>Goes before the limits, so that a page may read a refusal too.</summary>
    public static void UseCrossOriginRequests(this WebApplication app)
    {
        var cors = app.Services.GetRequiredService<IOptions<CorsOptions>>().Value;
        // A preflight for nobody is a wrong method like any other.
        if (cors.GetPolicy(cors.DefaultPolicyName) is not { Origins.Count: > 0 })
            return;
        // UseCors answers them, and never lets them come to the limits.
        app.UseWhen(IsPreflight, preflights => preflights.UseRateLimiter());
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
