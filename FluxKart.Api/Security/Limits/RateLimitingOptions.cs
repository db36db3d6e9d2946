using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Api.Security.Limits;

/// <summary>The configuration section <c>RateLimiting</c>.</summary>
/// <param name="RequestsPerSecond">
/// How many requests a second a client may send in the long run; 0 means no limit. Null means <see cref="DefaultRequestsPerSecond"/> if
/// keys are configured, otherwise no limit.
/// </param>
/// <param name="Burst">How many requests a client may send at once after a pause. Null means twice the rate.</param>
internal sealed record RateLimitingOptions(int? RequestsPerSecond, int? Burst)
{
    /// <summary>The rate if keys are configured, but no rate is.</summary>
    public const int DefaultRequestsPerSecond = 1000;

    private const string SectionName = "RateLimiting";
    private const int Most = 1_000_000;

    public static RateLimitingOptions Read(SettingsReader settings)
    {
        var options = new RateLimitingOptions(
            settings.WholeNumber($"{SectionName}:{nameof(RequestsPerSecond)}", 0, Most),
            settings.WholeNumber($"{SectionName}:{nameof(Burst)}", 1, Most));
        settings.RequireKnownNames(SectionName);
        return options;
    }
}
