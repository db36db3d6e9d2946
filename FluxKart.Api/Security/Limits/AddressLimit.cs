using System.Net;
using Microsoft.AspNetCore.Connections;

namespace FluxKart.Api.Security.Limits;

/// <summary>Closes a connection as soon as it opens if its client already has as many as one client may have.</summary>
/// <remarks>Source: HTTP contract, section 11.</remarks>
/// <param name="maxConnections">The most open connections of one client.</param>
internal sealed class AddressLimit(int maxConnections)
{
    private readonly Lock counting = new();
    private readonly Dictionary<IPAddress, int> connections = [];

    /// <summary>Limits the connections of an endpoint.</summary>
    public ConnectionDelegate Limit(ConnectionDelegate next) => async connection =>
    {
        if (ClientNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address) is not { } client)
        {
            await next(connection);
            return;
        }

        if (!TryEnter(client))
            return;
        try
        {
            await next(connection);
        }
        finally
        {
            Leave(client);
        }
    };

    private bool TryEnter(IPAddress client)
    {
        lock (counting)
        {
            var count = connections.GetValueOrDefault(client);
            if (count >= maxConnections)
                return false;
            connections[client] = count + 1;
            return true;
        }
    }

    private void Leave(IPAddress client)
    {
        lock (counting)
        {
            if (--connections[client] == 0)
                connections.Remove(client);
        }
    }
}
