using System.Globalization;
using System.Threading.RateLimiting;
using FluxKart.Api.Security.Browser;
using FluxKart.Api.Security.Keys;
using Microsoft.AspNetCore.RateLimiting;

namespace FluxKart.Api.Security.Limits;

/// <summary>
/// A token bucket for each client: the holder of a key, or else the address that the request comes from. Pages and their files always
/// count against the address.
/// </summary>
/// <remarks>
/// Source: HTTP contract, section 11. The framework's own middleware never disposes of its limiters, whose timers keep a stopped service in
/// memory. A test run stops hundreds of them. See https://github.com/dotnet/aspnetcore/issues/69259.
/// </remarks>
internal sealed class ClientRateLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext>? limiter;

    /// <param name="options">The rate.</param>
    /// <param name="keys">The default rate depends on whether any is configured.</param>
    /// <param name="clock">The clock that refills the buckets.</param>
    public ClientRateLimiter(RateLimitingOptions options, ApiKeyRing keys, TimeProvider clock)
    {
        // Without keys only this machine is served.
        var requestsPerSecond = options.RequestsPerSecond ?? (keys.IsEmpty ? 0 : RateLimitingOptions.DefaultRequestsPerSecond);
        if (requestsPerSecond == 0)
            return;
        var burst = options.Burst ?? 2 * requestsPerSecond;
        limiter = PartitionedRateLimiter.Create<HttpContext, string>(
            http => RateLimitPartition.Get(ClientOf(http), _ => new TokenBucket(requestsPerSecond, burst, clock)));
    }

    /// <summary>Returns a handler that responds with 429 to a client whose bucket is empty, and passes on all other requests.</summary>
    public RequestDelegate InFrontOf(RequestDelegate next) => limiter is null
        ? next
        : http =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
                return next(http);
            using var lease = limiter.AttemptAcquire(http);
            if (lease.IsAcquired)
                return next(http);
            Refuse(http.Response, lease);
            return Task.CompletedTask;
        };

    public void Dispose() => limiter?.Dispose();

    // A page needs no key, so a key whose bucket is empty must not keep people from the page that says so.
    private static string ClientOf(HttpContext http) =>
        http.User.Identity is { IsAuthenticated: true, Name: { } holder } && !IsPage(http.GetEndpoint())
            ? $"key {holder}"
            : $"address {ClientNetwork.Of(http.Connection.RemoteIpAddress)}";

    private static bool IsPage(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ServesPageAttribute>() is not null;

    private static void Refuse(HttpResponse response, RateLimitLease lease)
    {
        _ = lease.TryGetMetadata(MetadataName.RetryAfter, out var pause);
        var seconds = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds));
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
