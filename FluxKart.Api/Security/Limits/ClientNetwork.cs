using System.Net;
using System.Net.Sockets;

namespace FluxKart.Api.Security.Limits;

internal static class ClientNetwork
{
    /// <summary>
    /// What counts as one client: an address, or the /64 network of an IPv6 address, since a client has all addresses of one.
    /// </summary>
    /// <returns>Null if there is no address, as on a Unix socket.</returns>
    public static IPAddress? Of(IPAddress? address)
    {
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
