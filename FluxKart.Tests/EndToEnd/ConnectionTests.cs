using System.Net;
using System.Net.Sockets;
using System.Text;
using FluxKart.Api.Security.Limits;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FluxKart.Tests.EndToEnd;

/// <summary>
/// The contract's section 11: a connection without a request is closed soon, and one address cannot have all connections. So silent
/// connections cannot keep everyone else out.
/// </summary>
public sealed class ConnectionTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    private const string Request = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private readonly FakeTimeProvider clock = new();

    [Theory]
    [InlineData("")]
    [InlineData("GET /health")]
    public async Task Connection_WhenNoRequestArrives_IsClosed(string sent)
    {
        await using var service = await StartAsync();
        using var connection = await ConnectAsync(service, sent);

        var closed = ReadAsync(connection);
        await AdvanceUntilAsync(closed);

        Assert.Equal("", await closed);
    }

    [Fact]
    public async Task Connection_AfterItsFirstRequest_StaysOpen()
    {
        await using var service = await StartAsync();
        using var connection = await ConnectAsync(service, Request);
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(connection), StringComparison.Ordinal);

        // The silent connection beside it shows that the time has passed for both.
        using var silent = await ConnectAsync(service, "");
        await AdvanceUntilAsync(ReadAsync(silent));
        await connection.SendAsync(Encoding.ASCII.GetBytes(Request), Cancellation);

        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WhenItsAddressHasTooMany_IsClosedUntilOneOfThemEnds()
    {
        await using var service = await FluxKartService.StartAsync(
            Database.Configuration, builder => builder.Services.AddSingleton(new AddressLimit(maxConnections: 2)));
        using var one = await ConnectAsync(service, Request);
        await ReadAsync(one);
        using var two = await ConnectAsync(service, Request);
        await ReadAsync(two);

        using var tooMany = await ConnectAsync(service, Request);
        using var ofAnotherAddress = await ConnectAsync(service, Request, "127.0.0.2");

        Assert.Equal("", await ReadAsync(tooMany));
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(ofAnotherAddress), StringComparison.Ordinal);
        one.Close();
        // The service notices a moment later.
        var response = "";
        for (var attempt = 0; attempt < 300 && response.Length == 0; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
            using var next = await ConnectAsync(service, Request);
            response = await ReadAsync(next);
        }

        Assert.StartsWith("HTTP/1.1 200", response, StringComparison.Ordinal);
    }

    // The contract's section 3 names this exception. The server offers no way to add anything to these responses.
    [Theory]
    [InlineData("GET\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: {long}{long}{long}{long}\r\n\r\n", 431)]
    public async Task Connection_WhenMessageIsNotValidHttp_GetsTheStatusAloneAndIsClosed(string message, int status)
    {
        await using var service = await StartAsync();
        using var connection = await ConnectAsync(
            service, message.Replace("{long}", new string('x', 5000), StringComparison.Ordinal));

        var response = await ReadAsync(connection);

        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 0\r\nConnection: close", response, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Request-Id", response, StringComparison.Ordinal);
        Assert.Equal("", await ReadAsync(connection));
    }

    private static async Task<Socket> ConnectAsync(FluxKartService service, string sent, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port, Cancellation);
        if (sent.Length == 0)
            return socket;
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(sent), Cancellation);
        }
        catch (SocketException)
        {
            // The service has closed the connection already, as reading will show.
        }

        return socket;
    }

    /// <returns>The next response in full; empty if the service has closed the connection.</returns>
    private static async Task<string> ReadAsync(Socket socket)
    {
        var response = "";
        var buffer = new byte[4096];
        try
        {
            // The body is sent in chunks, and its end may arrive later than the rest.
            while (!response.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal))
            {
                var count = await socket.ReceiveAsync(buffer, Cancellation);
                if (count == 0)
                    break;
                response += Encoding.ASCII.GetString(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // The service has closed the connection while data was on its way.
        }

        return response;
    }

    /// <summary>Lets time pass in the service, a minute in all for a connection that it has seen by then.</summary>
    private async Task AdvanceUntilAsync(Task<string> closed)
    {
        for (var step = 0; step < 1000 && !closed.IsCompleted; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation));
        }

        Assert.True(closed.IsCompleted, "The connection is still open.");
    }

    private Task<FluxKartService> StartAsync() => FluxKartService.StartAsync(
        Database.Configuration, builder => builder.Services.AddSingleton<TimeProvider>(clock));
}
