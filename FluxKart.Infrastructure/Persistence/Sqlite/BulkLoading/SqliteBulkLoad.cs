using System.Diagnostics;
using System.Runtime.CompilerServices;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.Data.Sqlite;

namespace FluxKart.Infrastructure.Persistence.Sqlite.BulkLoading;

/// <summary>
/// Adds all customers in one transaction, so that a page of an index is written once, however many batches change it. Empty tables are even
/// filled without their indexes, which are built at the end. Others can read meanwhile, and see what was stored before.
/// </summary>
internal sealed class SqliteBulkLoad : IBulkLoad
{
    private const string Prepare = "PRAGMA secure_delete = ON; BEGIN IMMEDIATE";

    // Together, they must fit into what remembers the identifiers.
    private const long MaxStored = 2_000_000;

    // To read the identifiers of 20 stored contacts takes as long as the load saves for a row.
    private const long MaxStoredPerRow = 20;

    // What is read before would only pass through it.
    private const string EnlargeCache = "PRAGMA cache_size = -65536";

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

    private const string StoredIdentifiers =
        """
        SELECT email, phonenumber FROM contact
        UNION ALL
        SELECT email, phonenumber FROM sharedidentifier
        """;

    private const string LastId = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ";

    private readonly SqliteConnection connection;
    private readonly List<(string Name, string Definition)> indexes = [];
    private SqliteContactRows? contactRows;
    private SqliteEventRows? eventRows;
    private long lastContactId;
    private long lastEventId;
    private DateTime beganAt;
    private long timestamp;

    private SqliteBulkLoad(SqliteConnection connection) => this.connection = connection;

    public DateTime Now => beganAt + Stopwatch.GetElapsedTime(timestamp);

    /// <summary>Begins a transaction of its own.</summary>
    /// <param name="connectionString">The file, without a pool: the transaction ends with the connection.</param>
    /// <param name="expectedRows">About how many rows of customers will come.</param>
    /// <param name="cancellationToken">Cancels the wait for another writer.</param>
    /// <returns>Null if it is not worth it, because too much is stored.</returns>
    public static async Task<SqliteBulkLoad?> TryBeginAsync(
        string connectionString, long expectedRows, CancellationToken cancellationToken)
    {
        var load = new SqliteBulkLoad(new SqliteConnection(connectionString));
        var hasBegun = false;
        try
        {
            hasBegun = await load.TryBeginAsync(expectedRows, cancellationToken);
            return hasBegun ? load : null;
        }
        finally
        {
            if (!hasBegun)
                await load.DisposeAsync();
        }
    }

    public async IAsyncEnumerable<Identifier> ReadStoredIdentifiersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new SqliteCommand(StoredIdentifiers, connection);
        await using var reader = await OrFailAsync(() => command.ExecuteReaderAsync(cancellationToken));
        while (await OrFailAsync(() => reader.ReadAsync(cancellationToken)))
        {
            if (!reader.IsDBNull(0))
                yield return EmailAddress.FromStored(reader.GetString(0));
            if (!reader.IsDBNull(1))
                yield return PhoneNumber.FromStored(reader.GetString(1));
        }
    }

    public Task AddAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        if (customers.Shared.Added.Count > 0)
            throw new InvalidOperationException("A set with new marks is saved on its own.");
        var now = Now;
        foreach (var contact in customers.Created)
            contact.MarkInserted(++lastContactId, contact.IsDated ? contact.CreatedAt : now);
        return OrFailAsync(async () =>
        {
            await PrepareToInsertAsync(cancellationToken);
            contactRows!.Insert(customers.Created, cancellationToken);
            NewEvent[] events = [.. customers.Events.Select(NewEvent.Of)];
            var ids = Enumerable.Range(1, events.Length).Select(place => lastEventId + place).ToList();
            lastEventId += events.Length;
            eventRows!.Append(events, new DrawnIds(ids, now), cancellationToken);
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

    private async Task<bool> TryBeginAsync(long expectedRows, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(Prepare, cancellationToken);
        lastContactId = await ReadAsync($"{LastId} 'contact'", cancellationToken);
        lastEventId = await ReadAsync($"{LastId} 'event'", cancellationToken);
        if (await ReadAsync(IsEmpty, cancellationToken) == 1)
            await DropIndexesAsync(cancellationToken);
        else if (lastContactId > Math.Min(MaxStored, expectedRows * MaxStoredPerRow))
            return false;
        beganAt = DateTime.UtcNow;
        timestamp = Stopwatch.GetTimestamp();
        return true;
    }

    private async Task PrepareToInsertAsync(CancellationToken cancellationToken)
    {
        if (contactRows is not null)
            return;
        await ExecuteAsync(EnlargeCache, cancellationToken);
        contactRows = new SqliteContactRows(connection);
        eventRows = new SqliteEventRows(connection);
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

    private static async Task<T> OrFailAsync<T>(Func<Task<T>> work)
    {
        T result = default!;
        await OrFailAsync(async () => { result = await work(); });
        return result;
    }

    private static async Task OrFailAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (SqliteException exception)
        {
            throw new BulkLoadFailedException(exception);
        }
    }
}
