using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FluxKart.Api.Security.Limits;

/// <summary>What the server accepts in all and from one connection. A normal request is a few hundred bytes, sent at once.</summary>
internal static class ServerLimits
{
    /// <summary>The largest request body, in bytes, as sent and after decompression. A shop may send its whole checkout event.</summary>
    public const long MaxRequestBodySize = 256 * 1024;

    /// <summary>The most connections; one more is closed as soon as it opens.</summary>
    private const int MaxConnections = 10_000;

    /// <summary>The most connections of one address, so that one alone cannot use up all of them. Far more than a proxy needs.</summary>
    public const int MaxConnectionsPerAddress = MaxConnections / 2;

    public static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        var limits = kestrel.Limits;
        limits.MaxRequestBodySize = MaxRequestBodySize;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        // A client that sends its request byte by byte holds a connection for these times, not for ever.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        // Longer than the minute for which most proxies keep theirs: the proxy must close first, or a request meets a closed connection.
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
