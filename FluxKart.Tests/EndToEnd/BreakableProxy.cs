using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Forwards a local port to a server until <see cref="Break"/> is called, and counts the round trips.</summary>
internal sealed class BreakableProxy : IDisposable
{
    private readonly string host;
    private readonly int port;
    private readonly ConcurrentBag<TcpClient> connections = [];
    private TcpListener listener;
    private int roundTrips;

    public BreakableProxy(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>How many times a client has sent something to which the server could respond.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>Closes all connections and refuses new ones.</summary>
    public void Break()
    {
        listener.Dispose();
        while (connections.TryTake(out var connection))
            connection.Dispose();
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    public void Restore() => listener = Listen(Port);

    public void Dispose() => Break();

    private TcpListener Listen(int localPort)
    {
        var started = new TcpListener(IPAddress.Loopback, localPort);
        started.Start();
        _ = AcceptAsync(started);
        return started;
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                _ = ForwardAsync(await from.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Break was called, or one end closed its connection.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        var server = new TcpClient();
        connections.Add(client);
        connections.Add(server);
        await server.ConnectAsync(host, port);
        var hasResponded = true;
        await Task.WhenAny(PumpAsync(client, server, CountRequest), PumpAsync(server, client, () => hasResponded = true));

        // What a client sends comes in several pieces if it is long.
        void CountRequest()
        {
            if (hasResponded)
                Interlocked.Increment(ref roundTrips);
            hasResponded = false;
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Action beforeForwarding)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var length and > 0)
            {
                beforeForwarding();
                await to.GetStream().WriteAsync(buffer.AsMemory(0, length));
            }

            to.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Break was called, or one end closed its connection.
        }
    }
}
