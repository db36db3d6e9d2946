using System.Net;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.EndToEnd;

/// <summary>The contract's section 3: the service is ready while the database responds, can be written, and has the current schema.</summary>
public static class ReadinessTests
{
    private const string ReadOnly = "The database is read-only, so nothing can be stored.";

    public sealed class OnSqlite(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
    {
        [Fact]
        public async Task Ready_WhenFileIsWriteProtectedForAWhile_Returns503AndRecovers()
        {
            using var file = WriteProtectableFile.CopyOf(Database);
            await using var service = await ServiceProcess.StartAsync(file.Configuration, asOrdinaryUser: true);
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);

            file.Protect();
            Assert.Equal(ReadOnly, await service.Client.WaitForReadinessAsync(HttpStatusCode.ServiceUnavailable));

            file.Unprotect();
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        }

        [Fact]
        public async Task Ready_WhenAnotherProcessWrites_Returns200()
        {
            await using var service = await FluxKartService.StartAsync(Database.Configuration);
            await using var writeLock = await DatabaseLock.BlockWritesAsync(Database);

            using var ready = await service.Client.GetAsync("/health/ready", Cancellation);

            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }
    }

    public sealed class OnPostgres(PostgresDatabase database) : DatabaseTests(database), IClassFixture<PostgresDatabase>
    {
        // The service keeps the result of a check for a second.
        private readonly ScaledClock clock = new(20);

        [Fact]
        public async Task Ready_WhenServerIsReadOnlyForAWhile_Returns503AndRecovers()
        {
            await using var service = await StartAsync(Database.Configuration);
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);

            await AlterDatabaseAsync("SET default_transaction_read_only = on");
            try
            {
                await Database.EndConnectionsAsync();
                Assert.Equal(ReadOnly, await service.Client.WaitForReadinessAsync(HttpStatusCode.ServiceUnavailable));
            }
            finally
            {
                await AlterDatabaseAsync("RESET default_transaction_read_only");
            }

            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        }

        [Fact]
        public async Task Ready_WhenServerIsAStandby_Returns503()
        {
            // The function hides PostgreSQL's own.
            await Database.ExecuteAsync(
                """
                CREATE SCHEMA elsewhere;
                CREATE FUNCTION elsewhere.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'
                """);
            try
            {
                await using var service = await StartAsync(
                    Database.ConfigurationWith("Search Path=elsewhere,pg_catalog,public"));

                Assert.Equal(
                    "The database server is a standby, so nothing can be stored and its data may be old.",
                    await service.Client.WaitForReadinessAsync(HttpStatusCode.ServiceUnavailable));
            }
            finally
            {
                await Database.ExecuteAsync("DROP SCHEMA elsewhere CASCADE");
            }
        }

        [Theory]
        [InlineData("SELECT ON contact")]
        [InlineData("INSERT ON contact")]
        [InlineData("UPDATE ON contact")]
        [InlineData("USAGE ON SEQUENCE contact_id_seq")]
        [InlineData("INSERT ON event")]
        [InlineData("SELECT ON eventcontact")]
        [InlineData("USAGE ON SEQUENCE event_id_seq")]
        [InlineData("""SELECT ON "__EFMigrationsHistory" """)]
        public async Task Ready_WhenPrivilegeIsRevokedForAWhile_Returns503AndRecovers(string privilege)
        {
            await using var user = await PostgresUser.CreateAsync(Database);
            await using var service = await StartAsync(user.Configuration);
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);

            await Database.ExecuteAsync($"REVOKE {privilege} FROM {user.Name}");
            Assert.Equal(
                "The service's database user lacks a privilege.",
                await service.Client.WaitForReadinessAsync(HttpStatusCode.ServiceUnavailable));

            await Database.ExecuteAsync($"GRANT {privilege} TO {user.Name}");
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
        }

        // A statement with a plan of the table would wait for the lock.
        [Fact]
        public async Task Ready_WhenTableIsLocked_Returns200()
        {
            await using var service = await StartAsync(Database.Configuration);
            await using var tableLock = await DatabaseLock.BlockAllAsync(Database);

            using var ready = await service.Client.GetAsync("/health/ready", Cancellation);

            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        [Fact]
        public async Task Ready_WhenConnectionsAreEnded_Returns200()
        {
            await using var service = await StartAsync(Database.Configuration);
            await service.Client.WaitForReadinessAsync(HttpStatusCode.OK);
            await Database.EndConnectionsAsync();
            clock.Jump(TimeSpan.FromSeconds(1));

            using var ready = await service.Client.GetAsync("/health/ready", Cancellation);

            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        private Task<FluxKartService> StartAsync(IEnumerable<KeyValuePair<string, string?>> settings) =>
            FluxKartService.StartAsync(settings, builder => builder.Services.AddSingleton<TimeProvider>(clock));

        private Task AlterDatabaseAsync(string setting) => Database.ExecuteAsync(
            $"""
             SET default_transaction_read_only = off;
             DO $$ BEGIN EXECUTE format('ALTER DATABASE %I {setting}', current_database()); END $$
             """);
    }
}
