using System.Data.Common;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FluxKart.Tests.Infrastructure.Persistence.Migrations;

public abstract class MigrationTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Insert = "INSERT INTO contact (email, phonenumber, linkedid, linkprecedence) VALUES ('a@example.com', '1', ";

    [Fact]
    public async Task Migrate_WhenItHasAlreadyRun_ChangesNothing()
    {
        await Database.ExecuteAsync(Insert + "NULL, 'primary')");

        await Database.MigrateAsync();

        Assert.Single(await Database.ReadContactsAsync());
    }

    [Fact]
    public async Task Model_Always_HasNoPendingChange()
    {
        await using var services = Database.CreateServices();
        await using var scope = services.CreateAsyncScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<FluxKartDbContext>().Database.HasPendingModelChanges());
    }

    [Fact]
    public void Migrations_Always_AreTheSameForBothDatabases()
    {
        var postgres = MigrationsOf<PostgresFluxKartDbContext>(options => options.UseNpgsql());

        Assert.NotEmpty(postgres);
        Assert.Equal(postgres, MigrationsOf<SqliteFluxKartDbContext>(options => options.UseSqlite()));
    }

    [Fact]
    public async Task Trigger_WhenARowIsUpdated_SetsUpdatedAtAndNotCreatedAt()
    {
        const string old = "'2020-01-01 00:00:00'";
        await Database.ExecuteAsync(
            $"INSERT INTO contact (email, linkprecedence, createdat, updatedat) VALUES ('a@example.com', 'primary', {old}, {old})");

        await Database.ExecuteAsync("UPDATE contact SET phonenumber = '1'");

        Assert.Equal(
            [(1L, 0L)],
            await Database.QueryAsync(
                $"SELECT COUNT(*) FILTER (WHERE createdat = {old}), COUNT(*) FILTER (WHERE updatedat = {old}) FROM contact",
                row => (row.GetInt64(0), row.GetInt64(1))));
    }

    [Theory]
    [InlineData("NULL, 'secondary')")]
    [InlineData("1, 'primary')")]
    [InlineData("NULL, 'tertiary')")]
    [InlineData("99, 'secondary')")]
    public async Task Constraints_WhenALinkIsInvalid_RejectTheRow(string link)
    {
        await Database.ExecuteAsync(Insert + "NULL, 'primary')");

        await Assert.ThrowsAnyAsync<DbException>(() => Database.ExecuteAsync(Insert + link));
    }

    [Fact]
    public async Task Ids_WhenRowsAreDeleted_AreNotReused()
    {
        await Database.ExecuteAsync(Insert + "NULL, 'primary')");
        await Database.ExecuteAsync("DELETE FROM contact");
        await Database.ExecuteAsync(Insert + "NULL, 'primary')");

        Assert.Equal(2, Assert.Single(await Database.ReadContactsAsync()).Id);
    }

    [Fact]
    public async Task Migrate_WhenContactsAreStored_WidensThePhoneNumberAndKeepsEverythingElse()
    {
        const string longest = "+12345678901234567890;ext=12345678901234567890";
        await MigrateToAsync("CreateContact");
        await Database.ExecuteAsync(Insert + "NULL, 'primary')");
        await Database.ExecuteAsync(Insert + "1, 'secondary')");
        await Database.ExecuteAsync("DELETE FROM contact WHERE id = 2");
        var before = await ReadSchemaAsync();

        await MigrateToAsync("WidenPhoneNumber");

        Assert.Equal(before, await ReadSchemaAsync());
        await MigrateToAsync(null);
        Assert.Equal([new ContactRow(1, "a@example.com", "1", null, "primary")], await Database.ReadContactsAsync());
        await Trigger_WhenARowIsUpdated_SetsUpdatedAtAndNotCreatedAt();
        await Database.ExecuteAsync($"INSERT INTO contact (phonenumber, linkprecedence) VALUES ('{longest}', 'primary')");
        var contacts = await Database.ReadContactsAsync();
        Assert.Equal((longest, true), (contacts[^1].PhoneNumber, contacts[^1].Id > 2));
        Assert.Equal(PhoneNumber.MaxLength, longest.Length);
    }

    /// <summary>What a migration of the phone number must not change: the names of indexes and triggers, and how they are stored.</summary>
    protected abstract Task<List<string>> ReadSchemaAsync();

    private async Task MigrateToAsync(string? migration)
    {
        await using var services = Database.CreateServices();
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FluxKartDbContext>().GetService<IMigrator>().MigrateAsync(migration, Cancellation);
    }

    private static IEnumerable<string> MigrationsOf<TContext>(Action<DbContextOptionsBuilder> useProvider)
        where TContext : FluxKartDbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        useProvider(options);
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
        return [.. context.Database.GetMigrations()];
    }

    public sealed class OnSqlite(SqliteDatabase database) : MigrationTests(database), IClassFixture<SqliteDatabase>
    {
        protected override Task<List<string>> ReadSchemaAsync() => Database.QueryAsync(
            "SELECT type || name || sql FROM sqlite_schema WHERE tbl_name = 'contact' AND sql IS NOT NULL ORDER BY 1", row => row.GetString(0));
    }

    public sealed class OnPostgres(PostgresDatabase database) : MigrationTests(database), IClassFixture<PostgresDatabase>
    {
        // A table or an index that is rewritten gets another file.
        protected override Task<List<string>> ReadSchemaAsync() => Database.QueryAsync(
            """
            SELECT tgname::text FROM pg_trigger WHERE tgrelid = 'contact'::regclass
            UNION ALL
            SELECT relname || ' ' || relfilenode FROM pg_class
            WHERE oid = 'contact'::regclass OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'contact'::regclass)
            ORDER BY 1
            """,
            row => row.GetString(0));

        [Fact]
        public async Task Migrate_WhenTheSchemaIsCurrent_TakesNoLock()
        {
            await using var connection = new NpgsqlConnection(Database.ConnectionString);
            await connection.OpenAsync(Cancellation);
            await using var lockHistory = new NpgsqlCommand("""BEGIN; LOCK TABLE "__EFMigrationsHistory" IN SHARE MODE""", connection);
            await lockHistory.ExecuteNonQueryAsync(Cancellation);

            await Database.MigrateAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        }
    }
}
