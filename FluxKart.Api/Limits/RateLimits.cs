using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using FluxKart.Api.Access;
using FluxKart.Api.Configuration;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace FluxKart.Api.Limits;

/// <summary>A token bucket for each client: the holder of a key, or else the address that asks.</summary>
/// <remarks>Source: HTTP contract, section 8.</remarks>
internal static class RateLimits
{
    private const int Most = 1_000_000;

    private static readonly WholeNumberSetting[] Numbers =
    [
        new($"{RateLimitingOptions.SectionName}:{nameof(RateLimitingOptions.RequestsPerSecond)}", 0, Most, CanBeBlank: true),
        new($"{RateLimitingOptions.SectionName}:{nameof(RateLimitingOptions.Burst)}", 1, Most, CanBeBlank: true),
    ];

    private static readonly TimeSpan ReplenishmentPeriod = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitingOptions>()
            .RequireWholeNumbers(Numbers)
            .BindConfiguration(RateLimitingOptions.SectionName)
            .ValidateOnStart();
        services.AddRateLimiter(limiter => limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests);
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitingOptions>, ApiKeyRing>(Configure);
        return services;
    }

    private static void Configure(RateLimiterOptions limiter, IOptions<RateLimitingOptions> options, ApiKeyRing keys)
    {
        // Without keys only this machine can ask.
        var requestsPerSecond = options.Value.RequestsPerSecond ?? (keys.IsEmpty ? 0 : RateLimitingOptions.DefaultRequestsPerSecond);
        if (requestsPerSecond == 0)
            return;

        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.Burst ?? 2 * requestsPerSecond,
            TokensPerPeriod = requestsPerSecond,
            ReplenishmentPeriod = ReplenishmentPeriod,
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            http => RateLimitPartition.GetTokenBucketLimiter(ClientOf(http), _ => bucket));
        limiter.OnRejected = TellWhenToComeBack;
    }

    private static string ClientOf(HttpContext http) => http.User.Identity is { IsAuthenticated: true, Name: { } holder }
        ? $"key {holder}"
        : $"address {Network(http.Connection.RemoteIpAddress)}";

    /// <summary>An IPv6 client has a whole /64 of addresses.</summary>
    private static IPAddress? Network(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static ValueTask TellWhenToComeBack(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var pause = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : ReplenishmentPeriod;
        var seconds = Math.Max(1, (long)Math.Ceiling(pause.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ValueTask.CompletedTask;
    }
}
