namespace FluxKart.Api.Limits;

/// <summary>The configuration section <c>RateLimiting</c>.</summary>
internal sealed class RateLimitingOptions
{
    public const string SectionName = "RateLimiting";

    /// <summary>The rate where keys are configured and nothing else is.</summary>
    public const int DefaultRequestsPerSecond = 1000;

    /// <summary>How many requests a second a client may send in the long run; 0 is any number. Unset, it depends on whether there are keys.</summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>How many requests a client may send at once after a pause. Unset, twice the rate.</summary>
    public int? Burst { get; set; }
}
