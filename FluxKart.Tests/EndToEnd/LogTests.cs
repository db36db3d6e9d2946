using System.Net;
using System.Text.Json;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

public abstract class LogTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Identify_WhenServiceFailsUnexpectedly_LogsTheCauseOnceUnderTheTraceIdOfTheResponse()
    {
        await using var service = await ServiceProcess.StartAsync(Database.Configuration);
        await Database.ExecuteAsync("ALTER TABLE contact RENAME TO lost");
        string traceId;
        try
        {
            using var response = await service.Client.PostIdentifyAsync("""{"email":"secret@example.com"}""");
            var problem = await response.ReadProblemAsync(HttpStatusCode.InternalServerError);
            traceId = problem.GetProperty("traceId").GetString()!;
            Assert.Equal([traceId], response.Headers.GetValues("X-Request-Id"));
        }
        finally
        {
            await Database.ExecuteAsync("ALTER TABLE lost RENAME TO contact");
        }

        // A graceful shutdown writes the whole log.
        await service.TerminateAsync();
        await service.WaitForExitAsync();
        var log = await service.OutputAfterStart;
        Assert.Contains($"\"TraceId\":\"{traceId}\"", log, StringComparison.Ordinal);
        Assert.All(log.Trim().Split('\n'), line => JsonDocument.Parse(line));
        Assert.Single(log.Split('\n'), line => line.Contains("An unhandled exception has occurred", StringComparison.Ordinal));
        Assert.DoesNotContain("secret@example.com", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhenItIsRefused_IsLoggedEachTimeAtInformation()
    {
        await using var service = await ServiceProcess.StartAsync(
        [
            .. Database.Configuration,
            .. Keys.SettingsForBoth(),
            new("Logging:LogLevel:FluxKart.Api.Security", "Information"),
            new("Logging:LogLevel:Microsoft.AspNetCore", "Information"),
        ]);

        foreach (var key in new[] { "fk_some-other-key", Keys.Identify, "fk_some-other-key", Keys.Identify })
        {
            service.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var response = await service.Client.GetAsync("/contacts", Cancellation);
        }

        await service.TerminateAsync();
        await service.WaitForExitAsync();
        var log = (await service.OutputAfterStart).Split('\n');
        Assert.Equal(2, log.Count(line => line.Contains("The key is unknown.", StringComparison.Ordinal)));
        Assert.Equal(2, log.Count(line => line.Contains("was forbidden.", StringComparison.Ordinal)));
        Assert.Equal(4, log.Count(line => line.Contains("Authorization failed.", StringComparison.Ordinal)));
    }

    public sealed class OnSqlite(SqliteDatabase database) : LogTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : LogTests(database), IClassFixture<PostgresDatabase>;
}
