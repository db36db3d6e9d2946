using System.Diagnostics;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Persistence.Sqlite.InitialLoading;

/// <summary>
/// Fills the empty tables without their indexes, and builds these at the end, all in one transaction. Others can read meanwhile, and see
/// empty tables.
/// </summary>
internal sealed class SqliteInitialLoad : IInitialLoad
{
    private const string Prepare = "PRAGMA cache_size = -65536; PRAGMA secure_delete = ON; BEGIN IMMEDIATE";

    private const string IsEmpty =
        """
        SELECT NOT EXISTS (SELECT 1 FROM contact)
            AND NOT EXISTS (SELECT 1 FROM event)
            AND NOT EXISTS (SELECT 1 FROM eventcontact)
            AND NOT EXISTS (SELECT 1 FROM sharedidentifier)
            AND NOT EXISTS (SELECT 1 FROM separation)
            AND NOT EXISTS (SELECT 1 FROM standin)
        """;

    // Those of keys have no statement, and are kept.
    private const string Indexes =
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('contact', 'event', 'eventcontact') AND sql IS NOT NULL";

    private const string LastId = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ";

    private readonly SqliteConnection connection;
    private readonly List<(string Name, string Definition)> indexes = [];
    private SqliteContactRows? contactRows;
    private SqliteEventRows? eventRows;
    private long lastContactId;
    private long lastEventId;
    private DateTime beganAt;
    private long timestamp;

    private SqliteInitialLoad(SqliteConnection connection) => this.connection = connection;

    public DateTime Now => beganAt + Stopwatch.GetElapsedTime(timestamp);

    /// <summary>Begins a transaction of its own.</summary>
    /// <param name="connectionString">The file, without a pool: the transaction ends with the connection.</param>
    /// <param name="cancellationToken">Cancels the wait for another writer.</param>
    /// <returns>Null if something is stored.</returns>
    public static async Task<SqliteInitialLoad?> TryBeginAsync(string connectionString, CancellationToken cancellationToken)
    {
        var load = new SqliteInitialLoad(new SqliteConnection(connectionString));
        var hasBegun = false;
        try
        {
            hasBegun = await load.TryBeginAsync(cancellationToken);
            return hasBegun ? load : null;
        }
        finally
        {
            if (!hasBegun)
                await load.DisposeAsync();
        }
    }

    public Task AddAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        if (customers.Shared.Added.Count > 0)
            throw new InvalidOperationException("A set with new marks is saved on its own.");
        var now = Now;
        foreach (var contact in customers.Created)
            contact.MarkInserted(++lastContactId, contact.IsDated ? contact.CreatedAt : now);
        return OrFailAsync(() =>
        {
            contactRows!.Insert(customers.Created, cancellationToken);
            NewEvent[] events = [.. customers.Events.Select(NewEvent.Of)];
            var ids = Enumerable.Range(1, events.Length).Select(place => lastEventId + place).ToList();
            lastEventId += events.Length;
            eventRows!.Append(events, new DrawnIds(ids, now), cancellationToken);
            return Task.CompletedTask;
        });
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => OrFailAsync(async () =>
    {
        foreach (var (_, definition) in indexes)
            await ExecuteAsync(definition, cancellationToken);
        await ExecuteAsync("COMMIT", CancellationToken.None);
    });

    public ValueTask DisposeAsync()
    {
        contactRows?.Dispose();
        eventRows?.Dispose();
        // SQLite rolls back what is not committed.
        return connection.DisposeAsync();
    }

    private async Task<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(Prepare, cancellationToken);
        if (await ReadAsync(IsEmpty, cancellationToken) == 0)
            return false;
        lastContactId = await ReadAsync($"{LastId} 'contact'", cancellationToken);
        lastEventId = await ReadAsync($"{LastId} 'event'", cancellationToken);
        await DropIndexesAsync(cancellationToken);
        contactRows = new SqliteContactRows(connection);
        eventRows = new SqliteEventRows(connection);
        beganAt = DateTime.UtcNow;
        timestamp = Stopwatch.GetTimestamp();
        return true;
    }

    private async Task DropIndexesAsync(CancellationToken cancellationToken)
    {
        await using (var command = new SqliteCommand(Indexes, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in indexes)
            await ExecuteAsync($"DROP INDEX \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken);
    }

    private async Task<long> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task OrFailAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SqliteException exception)
        {
            throw new InitialLoadFailedException(exception);
        }
    }
}
