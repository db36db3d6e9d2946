using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Tests.Databases;
using FluxKart.Tests.Infrastructure.Persistence.Importing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace FluxKart.Tests.Infrastructure.Persistence.Sqlite.BulkLoading;

/// <summary>What is special about the load on SQLite: it needs the file for itself.</summary>
public sealed class SqliteBulkLoadTests(SqliteDatabase database) : BulkLoadTests(database), IClassFixture<SqliteDatabase>
{
    private const string SchemaSql = "SELECT type || name || COALESCE(sql, '') FROM sqlite_master ORDER BY 1";

    protected override string DrawIdsSql => "INSERT INTO sqlite_sequence (name, seq) VALUES ('contact', 10), ('event', 20)";

    [Fact]
    public async Task Complete_Always_LeavesTheSchemaAsItWas()
    {
        await Database.ExecuteAsync("""CREATE INDEX "own ""index" ON event (time)""");
        var before = await SchemaAsync();

        await LoadAsync(Row("a@example.com", "1"));

        Assert.Equal(before, await SchemaAsync());
        Assert.Equal(["ok"], await Database.QueryAsync("PRAGMA integrity_check", row => row.GetString(0)));
        await Database.ExecuteAsync("""DROP INDEX "own ""index" """);
    }

    [Fact]
    public async Task Complete_WhenCustomersAreStored_AddsTheOthersToThem()
    {
        await IdentifyAsync(Details("stored@example.com", "1"));
        var before = await SchemaAsync();

        await LoadAsync(Row("a@example.com", "2"));
        await IdentifyAsync(Details("a@example.com", "1"));

        Assert.Equal(
            [
                new ContactRow(1, "stored@example.com", "1", null, "primary"),
                new ContactRow(2, "a@example.com", "2", 1, "secondary"),
            ],
            await Database.ReadContactsAsync());
        Assert.Equal(["contact.created", "contact.created", "contact.merged"], (await EventsAsync()).Select(text => text.Split(' ')[1]));
        Assert.Equal(before, await SchemaAsync());
        Assert.Equal(["ok"], await Database.QueryAsync("PRAGMA integrity_check", row => row.GetString(0)));
    }

    [Fact]
    public async Task ReadStoredIdentifiers_Always_ReadsThoseOfContactsAndMarks()
    {
        await IdentifyAsync(Details("a@example.com", "1"));
        await IdentifyAsync(Details("b@example.com", null));
        await Database.ExecuteAsync("INSERT INTO sharedidentifier (phonenumber, istakenapart) VALUES ('2', false)");
        await using var load = await TryBeginAsync();

        Assert.Equal(
            [
                EmailAddress.FromStored("a@example.com"), PhoneNumber.FromStored("1"),
                EmailAddress.FromStored("b@example.com"), PhoneNumber.FromStored("2"),
            ],
            await load!.ReadStoredIdentifiersAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task TryBegin_WhenMuchIsStored_BeginsOnlyForALargeFile()
    {
        for (var number = 0; number < 21; number++)
            await IdentifyAsync(Details(null, $"{number}"));

        Assert.Null(await TryBeginAsync(expectedRows: 1));
        await using var load = await TryBeginAsync(expectedRows: 2);
        Assert.NotNull(load);
    }

    [Fact]
    public async Task TryBegin_WhenOthersMayNotBeBlocked_BeginsNothing() => Assert.Null(
        await Services.GetRequiredService<IBulkLoads>().TryBeginAsync(mayBlockOthers: false, expectedRows: 1, Cancellation));

    [Fact]
    public async Task TryBegin_WhileAnotherConnectionHasTheFileOpen_BeginsNothing()
    {
        await using var other = await OpenAsync();
        await ExecuteAsync(other, "SELECT count(*) FROM contact");

        Assert.Null(await TryBeginAsync());

        await other.CloseAsync();
        await using var load = await TryBeginAsync();
        Assert.NotNull(load);
    }

    [Fact]
    public async Task Add_WhileOthersUseTheFile_LetsThemReadAndNotWrite()
    {
        await using var load = await TryBeginAsync();
        await load!.AddAsync(SetOf(Row("a@example.com", "1")), Cancellation);
        await using var other = await OpenAsync();

        Assert.Equal(0L, await ExecuteAsync(other, "SELECT count(*) FROM contact WHERE email = 'a@example.com'"));
        var refusal = await Assert.ThrowsAsync<SqliteException>(
            () => ExecuteAsync(other, "INSERT INTO contact (email, linkprecedence) VALUES ('b@example.com', 'primary')"));

        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, refusal.SqliteErrorCode);
        await load.CompleteAsync(Cancellation);
        Assert.Equal(1L, await ExecuteAsync(other, "SELECT count(*) FROM contact WHERE email = 'a@example.com'"));
    }

    [Fact]
    public async Task Add_WhenTheDatabaseRefusesARow_FailsAndLeavesNothing()
    {
        await Database.ExecuteAsync(
            "CREATE TRIGGER refusing BEFORE INSERT ON contact WHEN NEW.email = 'a@example.com' BEGIN SELECT RAISE(ABORT, 'refused'); END");

        await Assert.ThrowsAsync<BulkLoadFailedException>(() => LoadAsync(Row("b@example.com", "2"), Row("a@example.com", "1")));

        await Database.ExecuteAsync("DROP TRIGGER refusing");
        Assert.Empty(await Database.ReadContactsAsync());
    }

    private Task<List<string>> SchemaAsync() => Database.QueryAsync(SchemaSql, row => row.GetString(0));

    // With the shortest timeout, since some statements wait for it.
    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"{Database.ConnectionString};Pooling=false;Default Timeout=1");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
