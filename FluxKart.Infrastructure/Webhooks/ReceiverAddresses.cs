using System.Net;
using System.Net.Sockets;
using FluxKart.Infrastructure.Configuration;

namespace FluxKart.Infrastructure.Webhooks;

/// <summary>
/// Decides which addresses the service connects to. An address is checked when a connection is made, because a host name can lead to any
/// address, and to another one each time.
/// </summary>
internal static class ReceiverAddresses
{
    private static readonly IPNetwork[] Forbidden =
    [
        .. new[]
        {
            // This host, link-local with most metadata servers, multicast, and reserved with broadcast.
            "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
            // The metadata servers of Alibaba and Azure.
            "100.100.100.200/32", "168.63.129.16/32",
            // Unspecified, link-local, multicast.
            "::/128", "fe80::/10", "ff00::/8",
            // The metadata servers of Amazon and Google, and Amazon's server of credentials for pods.
            "fd00:ec2::254/128", "fd20:ce::254/128", "fd00:ec2::23/128",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>IPv6 networks whose addresses contain an IPv4 address, and the position of its first byte.</summary>
    private static readonly (IPNetwork Network, int Position)[] Embedding =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    private static readonly string[] MetadataNames = ["metadata.google.internal", "metadata.goog"];

    /// <summary>Whether events may be sent to an address.</summary>
    public static bool IsAllowed(IPAddress address) =>
        !Forbidden.Any(network => network.Contains(address)) && (EmbeddedIn(address) is not { } embedded || IsAllowed(embedded));

    /// <summary>Whether a host may be configured. That a name leads to an allowed address can only be seen when it is resolved.</summary>
    public static bool IsAllowedHost(string host) =>
        IPAddress.TryParse(host, out var address)
            ? IsAllowed(address)
            : !MetadataNames.Contains(WithoutRootDot(host), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a host always means this machine, also with the dot of the DNS root.</summary>
    public static bool IsLoopbackHost(string host) => LoopbackHost.IsLoopback(WithoutRootDot(host));

    /// <summary>Connects to the first allowed address of a host that accepts. With <c>http</c> only this machine is allowed.</summary>
    /// <exception cref="ForbiddenAddressException">The host has no allowed address.</exception>
    /// <exception cref="SocketException">The host has no address, or none accepts.</exception>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var isPlain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = addresses.Where(address => IsAllowed(address) && (!isPlain || IPAddress.IsLoopback(address))).ToList();
        foreach (var address in allowed)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
            }
            catch (SocketException) when (!address.Equals(allowed[^1]))
            {
                // The next address may accept.
            }
        }

        throw new ForbiddenAddressException();
    }

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Not every resolver knows the names below localhost.
    private static async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var address) ? [address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address]
        : LoopbackHost.IsName(WithoutRootDot(host)) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : await Dns.GetHostAddressesAsync(host, cancellationToken);

    private static string WithoutRootDot(string host) => host.EndsWith('.') ? host[..^1] : host;

    private static IPAddress? EmbeddedIn(IPAddress address)
    {
        foreach (var (network, position) in Embedding)
        {
            if (network.Contains(address))
                return new IPAddress(address.GetAddressBytes().AsSpan(position, 4));
        }

        return null;
    }
}
