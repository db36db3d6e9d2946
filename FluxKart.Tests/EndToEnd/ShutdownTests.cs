using System.Net;
using System.Net.Sockets;
using FluxKart.Api;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The process gets SIGTERM while requests wait for the database.</summary>
public abstract class ShutdownTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Requests = 5;

    [Fact]
    public async Task Terminate_WhenRequestsAreInFlight_CompletesThemAndRefusesNewConnections()
    {
        await using var service = await ServiceProcess.StartAsync(Database.ConfigurationWithTimeout(seconds: 60));
        using var client = ReceivedContent.CreateClient(service.Client.BaseAddress);
        await using var databaseLock = await DatabaseLock.BlockAllAsync(Database);
        var responses = await PostUntilReceivedAsync(client);

        await service.TerminateAsync();
        await AssertRefusesConnectionsAsync(service.Client.BaseAddress!);
        Assert.DoesNotContain(responses, response => response.IsCompleted);

        await databaseLock.ReleaseAsync();
        foreach (var pending in responses)
        {
            using var response = await pending;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(0, await service.WaitForExitAsync());
        Assert.Equal(Requests, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Terminate_WhenDatabaseDoesNotRespond_ExitsAnyway()
    {
        await using var service = await ServiceProcess.StartAsync(
            [.. Database.ConfigurationWithTimeout(seconds: 0), new("shutdownTimeoutSeconds", "1")]);
        using var client = ReceivedContent.CreateClient(service.Client.BaseAddress);
        await using var databaseLock = await DatabaseLock.BlockAllAsync(Database);
        var responses = await PostUntilReceivedAsync(client);

        await service.TerminateAsync();

        foreach (var response in responses)
            await Assert.ThrowsAsync<HttpRequestException>(() => response);
        Assert.Equal(0, await service.WaitForExitAsync());
    }

    [Fact]
    public async Task ShutdownTimeout_WhenNotConfigured_IsBelowTheGracePeriodOfOrchestrators()
    {
        string[] args = [.. Database.Configuration.Select(setting => $"--{setting.Key}={setting.Value}")];
        await using var app = Program.Build(Program.CreateBuilder(args));

        Assert.Equal(TimeSpan.FromSeconds(20), app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    private static async Task<List<Task<HttpResponseMessage>>> PostUntilReceivedAsync(HttpClient client)
    {
        var bodies = Enumerable.Range(0, Requests)
            .Select(number => new ReceivedContent($$"""{"email":"e{{number}}@example.com"}"""))
            .ToList();
        var responses = bodies.ConvertAll(body => client.PostAsync("/identify", body, Cancellation));
        await Task.WhenAll(bodies.Select(body => body.Received)).WaitAsync(Cancellation);
        return responses;
    }

    private static async Task AssertRefusesConnectionsAsync(Uri address)
    {
        // The process may not have handled the signal yet.
        var last = SocketError.Success;
        while (last != SocketError.ConnectionRefused)
        {
            using var connection = new TcpClient();
            try
            {
                await connection.ConnectAsync(address.Host, address.Port, Cancellation);
            }
            catch (SocketException exception)
            {
                last = exception.SocketErrorCode;
            }
        }
    }

    public sealed class OnSqlite(SqliteDatabase database) : ShutdownTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : ShutdownTests(database), IClassFixture<PostgresDatabase>
    {
        [Fact]
        public async Task Terminate_WhenStartWaitsForDatabase_ExitsWithoutAnError()
        {
            using var silentServer = new TcpListener(IPAddress.Loopback, 0);
            silentServer.Start();
            var port = ((IPEndPoint)silentServer.LocalEndpoint).Port;
            await using var service = ServiceProcess.StartWithoutWaiting(
                [.. Database.Configuration, new("ConnectionStrings:FluxKart", $"Host=127.0.0.1;Port={port};Username=postgres;Timeout=60")]);
            using var connection = await silentServer.AcceptTcpClientAsync(Cancellation);

            await service.TerminateAsync();

            Assert.Equal(0, await service.WaitForExitAsync());
            Assert.Empty(await service.ErrorOutput);
        }
    }
}
