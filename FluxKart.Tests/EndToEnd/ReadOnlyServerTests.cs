using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The server takes no writes for a while, as a former primary does that has become a standby behind the same address.</summary>
public sealed class ReadOnlyServerTests(PostgresDatabase database) : ServiceTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenTheServerIsReadOnlyForAWhile_Answers503AndRecoversByItself()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await SetAsync("SET default_transaction_read_only = on");
        try
        {
            await Database.EndConnectionsAsync();
            using var refused = await Client.PostIdentifyAsync("""{"email":"b@example.com"}""");
            await refused.ReadProblemAsync(HttpStatusCode.ServiceUnavailable);
            Assert.NotNull(refused.Headers.RetryAfter);
            await Client.IdentifyAsync("a@example.com", "1");
        }
        finally
        {
            await SetAsync("RESET default_transaction_read_only");
        }

        // Connections that are open stay read-only.
        await Client.IdentifyAsync("b@example.com", null);
    }

    private Task SetAsync(string setting) => Database.ExecuteAsync(
        $"""
         SET default_transaction_read_only = off;
         DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {setting}', current_database()); END $$
         """);
}
