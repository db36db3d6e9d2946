using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FluxKart.Tests.EndToEnd;

/// <summary>Forwards a local port to a server until <see cref="Break"/> is called.</summary>
internal sealed class BreakableProxy : IDisposable
{
    private readonly string host;
    private readonly int port;
    private readonly PostgresTraffic? traffic;
    private readonly ConcurrentBag<TcpClient> connections = [];
    private TcpListener listener;

    /// <param name="host">The host of the server.</param>
    /// <param name="port">The port of the server.</param>
    /// <param name="traffic">Counts what passes through; null if that does not matter.</param>
    public BreakableProxy(string host, int port, PostgresTraffic? traffic = null)
    {
        (this.host, this.port, this.traffic) = (host, port, traffic);
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public int Port { get; }

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
        var counted = traffic?.Open();
        await Task.WhenAny(
            PumpAsync(client, server, bytes => counted?.Send(bytes.Span)), PumpAsync(server, client, _ => counted?.Respond()));
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to, Action<ReadOnlyMemory<byte>> beforeForwarding)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer) is var length and > 0)
            {
                beforeForwarding(buffer.AsMemory(0, length));
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
