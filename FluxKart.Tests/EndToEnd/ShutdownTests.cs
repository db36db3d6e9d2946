using System.Net;
using System.Net.Sockets;
using FluxKart.Api;
using FluxKart.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The process is asked to end while requests wait for the database.</summary>
public abstract class ShutdownTests(TestDatabase database) : DatabaseTests(database)
{
    private const int Requests = 5;

    [Fact]
    public async Task Terminate_WhenRequestsAreInFlight_AnswersThemAndTakesNoMore()
    {
        await using var service = await ServiceProcess.StartAsync(Database.ConfigurationWithTimeout(seconds: 60));
        using var client = ReceivedContent.CreateClient(service.Client.BaseAddress);
        await using var held = await HeldDatabase.HoldAllAsync(Database);
        var answers = await PostUntilReceivedAsync(client);

        await service.TerminateAsync();
        await AssertRefusesConnectionsAsync(service.Client.BaseAddress!);
        Assert.DoesNotContain(answers, answer => answer.IsCompleted);

        await held.GiveBackAsync();
        foreach (var answer in answers)
        {
            using var response = await answer;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(0, await service.ExitAsync());
        Assert.Equal(Requests, (await Database.ReadContactsAsync()).Count);
    }

    [Fact]
    public async Task Terminate_WhenTheDatabaseNeverAnswers_EndsAllTheSame()
    {
        await using var service = await ServiceProcess.StartAsync(
            [.. Database.ConfigurationWithTimeout(seconds: 0), new("shutdownTimeoutSeconds", "1")]);
        using var client = ReceivedContent.CreateClient(service.Client.BaseAddress);
        await using var held = await HeldDatabase.HoldAllAsync(Database);
        var answers = await PostUntilReceivedAsync(client);

        await service.TerminateAsync();

        foreach (var answer in answers)
            await Assert.ThrowsAsync<HttpRequestException>(() => answer);
        Assert.Equal(0, await service.ExitAsync());
    }

    [Fact]
    public async Task ShutdownTimeout_WhereNothingIsConfigured_IsBelowWhatOrchestratorsGive()
    {
        await using var app = Program.Build(Program.CreateBuilder([.. Database.Configuration.Select(setting => $"--{setting.Key}={setting.Value}")]));

        Assert.Equal(TimeSpan.FromSeconds(20), app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    private static async Task<List<Task<HttpResponseMessage>>> PostUntilReceivedAsync(HttpClient client)
    {
        var bodies = Enumerable.Range(0, Requests).Select(number => new ReceivedContent($$"""{"email":"e{{number}}@example.com"}""")).ToList();
        var answers = bodies.ConvertAll(body => client.PostAsync("/identify", body, Cancellation));
        await Task.WhenAll(bodies.Select(body => body.Received)).WaitAsync(Cancellation);
        return answers;
    }

    private static async Task AssertRefusesConnectionsAsync(Uri address)
    {
        // The signal takes a moment to arrive.
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

    public sealed class OnPostgres(PostgresDatabase database) : ShutdownTests(database), IClassFixture<PostgresDatabase>;
}
