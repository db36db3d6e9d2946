using System.Globalization;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Infrastructure.Persistence;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using FluxKart.Infrastructure.Persistence.Sqlite;
using FluxKart.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Sqlite;

/// <summary>The connections and statements of bulk writes on SQLite.</summary>
public sealed class SqliteBulkTests(SqliteDatabase database) : PersistenceTests(database), IClassFixture<SqliteDatabase>
{
    private const string Untouched = "-2000 1000";

    [Fact]
    public async Task OpenConnection_WhenTheScopeWritesInBulk_HasALargerCache()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IBulkStatements>();

        Assert.StartsWith("-65536 ", await ReadSettingsAsync(scope), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenConnection_WhenAnotherScopeHasWrittenInBulk_HasSqlitesDefaults()
    {
        await OpenInBulkAsync();

        Assert.Equal(Untouched, await ReadSettingsOfARequestAsync());
    }

    [Fact]
    public async Task OpenConnection_WhenNobodyElseWrites_MakesLaterCheckpoints()
    {
        Assert.Equal(BulkConnectionInterceptor.PagesBesideOthers, await OpenInBulkAsync());
        await OpenUntilAloneAsync();

        Assert.Equal(BulkConnectionInterceptor.PagesAlone, await OpenInBulkAsync());
    }

    [Fact]
    public async Task OpenConnection_WhenARequestHasWritten_MakesEarlierCheckpointsAgain()
    {
        await OpenInBulkAsync();
        await OpenUntilAloneAsync();

        await IdentifyAsync(Details("a@example.com", "1"));

        Assert.Equal(BulkConnectionInterceptor.PagesBesideOthers, await OpenInBulkAsync());
    }

    [Fact]
    public async Task AppendAsync_BetweenEventsOfRequests_ContinuesTheirIds()
    {
        await IdentifyAsync(Details("a@example.com", "1"));

        await WriteInBulkAsync(bulk => bulk.AppendAsync(
            [new NewEvent(EventTypes.ContactLinked, 1, "{}", [7, 8]), new NewEvent(EventTypes.ContactCreated, 2, "{}", [])], Cancellation));
        await IdentifyAsync(Details("b@example.com", "2"));

        Assert.Equal([1, 2, 3, 4], await Database.QueryAsync("SELECT id FROM event ORDER BY id", row => row.GetInt64(0)));
        Assert.Equal(
            [(7, 2), (8, 2)],
            await Database.QueryAsync(
                "SELECT contactid, eventid FROM eventcontact ORDER BY contactid", row => (row.GetInt64(0), row.GetInt64(1))));
    }

    [Fact]
    public async Task AppendAsync_WhenTheNewestEventIsDeleted_DoesNotUseItsIdAgain()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await Database.ExecuteAsync("DELETE FROM event");

        await WriteInBulkAsync(bulk => bulk.AppendAsync([new NewEvent(EventTypes.ContactCreated, 1, "{}", [])], Cancellation));

        Assert.Equal([2], await Database.QueryAsync("SELECT id FROM event", row => row.GetInt64(0)));
    }

    [Fact]
    public async Task AppendAsync_Always_WritesTheTimeAsTheOtherStatementsDo()
    {
        var before = DateTime.UtcNow.AddSeconds(-1);
        await WriteInBulkAsync(bulk => bulk.AppendAsync([new NewEvent(EventTypes.ContactCreated, 1, "{}", [])], Cancellation));

        var text = Assert.Single(await Database.QueryAsync("SELECT time FROM event", row => row.GetString(0)));
        var time = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        Assert.InRange(time, before, DateTime.UtcNow.AddSeconds(1));
    }

    [Fact]
    public async Task Execute_WhenAConstraintIsViolated_ThrowsLikeTheDriver()
    {
        const int constraint = 19;
        await using var connection = new SqliteConnection(Database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        using var insert = new SqliteInsert(connection, SqliteEventRows.InsertName);
        insert.Bind(1, 1);
        insert.Bind(2, 2);
        insert.Execute();

        var exception = Assert.Throws<SqliteException>(insert.Execute);

        Assert.Equal(constraint, exception.SqliteErrorCode);
        Assert.Contains("UNIQUE constraint failed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_WhenAnotherConnectionWrites_ThrowsThatTheFileIsBusy()
    {
        await using var writer = new SqliteConnection(Database.ConnectionString);
        await writer.OpenAsync(Cancellation);
        await using var transaction = writer.BeginTransaction(deferred: false);
        await using var connection = new SqliteConnection(Database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        using var insert = new SqliteInsert(connection, SqliteEventRows.InsertName);
        insert.Bind(1, 1);
        insert.Bind(2, 2);

        Assert.Equal(5, Assert.Throws<SqliteException>(insert.Execute).SqliteErrorCode);
    }

    private async Task WriteInBulkAsync(Func<IBulkStatements, Task> write)
    {
        await using var scope = Services.CreateAsyncScope();
        var bulk = scope.ServiceProvider.GetRequiredService<IBulkStatements>();
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().ExecuteAsync(
            async _ =>
            {
                await write(bulk);
                return true;
            },
            Cancellation);
    }

    private async Task OpenUntilAloneAsync()
    {
        for (var opens = 1; opens < BulkConnectionInterceptor.OpensUntilAlone; opens++)
            await OpenInBulkAsync();
    }

    /// <returns>After how many pages the connection makes a checkpoint.</returns>
    private async Task<int> OpenInBulkAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IBulkStatements>();
        return int.Parse((await ReadSettingsAsync(scope)).Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadSettingsOfARequestAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        return await ReadSettingsAsync(scope);
    }

    private static async Task<string> ReadSettingsAsync(AsyncServiceScope scope)
    {
        var context = scope.ServiceProvider.GetRequiredService<FluxKartDbContext>();
        await context.Database.OpenConnectionAsync(Cancellation);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA cache_size";
            var cache = await command.ExecuteScalarAsync(Cancellation);
            command.CommandText = "PRAGMA wal_autocheckpoint";
            return $"{cache} {await command.ExecuteScalarAsync(Cancellation)}";
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }
}
