using System.Data.Common;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Postgres;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Tests.Databases;
using Microsoft.EntityFrameworkCore;
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

    private static IEnumerable<string> MigrationsOf<TContext>(Action<DbContextOptionsBuilder> useProvider)
        where TContext : FluxKartDbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        useProvider(options);
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), options.Options)!;
        return [.. context.Database.GetMigrations()];
    }

    public sealed class OnSqlite(SqliteDatabase database) : MigrationTests(database), IClassFixture<SqliteDatabase>;

    public sealed class OnPostgres(PostgresDatabase database) : MigrationTests(database), IClassFixture<PostgresDatabase>
    {
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
