using System.Globalization;
using System.Threading.RateLimiting;
using FluxKart.Api.Security.Browser;
using FluxKart.Api.Security.Keys;
using FluxKart.Infrastructure.Configuration;
using Microsoft.AspNetCore.RateLimiting;

namespace FluxKart.Api.Security.Limits;

/// <summary>
/// A token bucket for each client: the holder of a key, or else the address that the request comes from. Pages and their files always
/// count against the address.
/// </summary>
/// <remarks>Source: HTTP contract, section 11.</remarks>
internal static class RateLimitingRegistration
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services, SettingsReader settings)
    {
        var options = RateLimitingOptions.Read(settings);
        services.AddRateLimiter(limiter => limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddOptions<RateLimiterOptions>()
            .Configure<ApiKeyRing, TimeProvider>((limiter, keys, clock) => Configure(limiter, options, keys, clock));
        return services;
    }

    private static void Configure(RateLimiterOptions limiter, RateLimitingOptions options, ApiKeyRing keys, TimeProvider clock)
    {
        // Without keys only this machine is served.
        var requestsPerSecond = options.RequestsPerSecond ?? (keys.IsEmpty ? 0 : RateLimitingOptions.DefaultRequestsPerSecond);
        if (requestsPerSecond == 0)
            return;

        var burst = options.Burst ?? 2 * requestsPerSecond;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            http => RateLimitPartition.Get<string>(ClientOf(http), _ => new TokenBucket(requestsPerSecond, burst, clock)));
        limiter.OnRejected = SetRetryAfter;
    }

    // A page needs no key, so a key whose bucket is empty must not keep people from the page that says so.
    private static string ClientOf(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, Name: { } holder } && !IsPage(http.GetEndpoint())
            ? $"key {holder}"
            : $"address {ClientNetwork.Of(http.Connection.RemoteIpAddress)}";

    private static bool IsPage(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ServesPageAttribute>() is not null;

    private static ValueTask SetRetryAfter(OnRejectedContext context, CancellationToken cancellationToken)
    {
        _ = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var pause);
        var seconds = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
