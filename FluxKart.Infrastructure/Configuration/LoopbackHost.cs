using System.Net;

namespace FluxKart.Infrastructure.Configuration;

/// <summary>The hosts that always mean this machine.</summary>
/// <remarks>Source of the names: RFC 6761, section 6.3.</remarks>
public static class LoopbackHost
{
    private const string Localhost = "localhost";

    /// <summary>Whether a host is a name of this machine or a loopback address.</summary>
    public static bool IsLoopback(string host) =>
        IsName(host) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a host is <c>localhost</c> or a name below it.</summary>
    public static bool IsName(string host) =>
        host.Equals(Localhost, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{Localhost}", StringComparison.OrdinalIgnoreCase);
}
