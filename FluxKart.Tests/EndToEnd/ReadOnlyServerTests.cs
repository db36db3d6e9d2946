using System.Net;
using FluxKart.Tests.Databases;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The server is read-only for a while, like a former primary that has become a standby at the same address.</summary>
public sealed class ReadOnlyServerTests(PostgresDatabase database) : ServiceTests(database), IClassFixture<PostgresDatabase>
{
    [Fact]
    public async Task Identify_WhenServerIsTemporarilyReadOnly_Returns503AndRecovers()
    {
        await Client.IdentifyAsync("a@example.com", "1");
        await AlterDatabaseAsync("SET default_transaction_read_only = on");
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
            await AlterDatabaseAsync("RESET default_transaction_read_only");
        }

        // Connections from before the reset stay read-only.
        await Client.IdentifyAsync("b@example.com", null);
    }

    private Task AlterDatabaseAsync(string setting) => Database.ExecuteAsync(
        $"""
         SET default_transaction_read_only = off;
         DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {setting}', current_database()); END $$
         """);
}
