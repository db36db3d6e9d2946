using System.Diagnostics;
using FluxKart.Domain.Contacts;
using FluxKart.Domain.Customers;
using FluxKart.Domain.Events;
using FluxKart.Domain.Identifiers;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres.InitialLoading;

/// <summary>Fills copies of the empty tables, and puts them in the tables' place, all in one transaction.</summary>
internal sealed class PostgresInitialLoad : IBulkLoad
{
    // Almost every contact is the first of a customer, and nothing else has happened to it. Such events need not be sent.
    private const string AppendCreations =
        $"""
        INSERT INTO event (id, type, time, contactid, data)
        SELECT eventid + place, '{EventTypes.ContactCreated}', time, contactid + place, '{EventDataConverter.Empty}'
        FROM unnest(@eventids, @contactids, @counts, @times) AS creations (eventid, contactid, count, time),
            generate_series(0, count - 1) AS place
        """;

    private readonly PostgresPool pool;
    private readonly NpgsqlConnection connection;
    private readonly TwinTables twins;
    private readonly List<Creations> creations = [];
    // The set that is being written while the next one is prepared.
    private Task writing = Task.CompletedTask;
    private long lastContactId;
    private long lastEventId;
    private DateTime beganAt;
    private long timestamp;
    private bool isDisposed;

    private PostgresInitialLoad(PostgresPool pool, NpgsqlConnection connection)
    {
        this.pool = pool;
        this.connection = connection;
        twins = new TwinTables(connection);
    }

    /// <summary>Opens a connection with a transaction, which ends with the load.</summary>
    /// <param name="pool">Where to. The load disposes of it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task<PostgresInitialLoad> OpenAsync(PostgresPool pool, CancellationToken cancellationToken)
    {
        var connection = await pool.OpenAsync(cancellationToken);
        try
        {
            await using var begin = new NpgsqlCommand("BEGIN ISOLATION LEVEL READ COMMITTED", connection);
            await begin.ExecuteNonQueryAsync(cancellationToken);
            return new PostgresInitialLoad(pool, connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public DateTime Now => beganAt + Stopwatch.GetElapsedTime(timestamp);

    /// <summary>Creates the copies, provided that the tables are empty and can be replaced.</summary>
    public async Task<bool> TryBeginAsync(CancellationToken cancellationToken)
    {
        if (!await twins.TryCreateAsync(cancellationToken))
            return false;
        (lastContactId, lastEventId) = (twins.LastContactId, twins.LastEventId);
        beganAt = await ReadAsync<DateTime>("SELECT clock_timestamp()", cancellationToken);
        timestamp = Stopwatch.GetTimestamp();
        return true;
    }

    // The tables are empty.
    public IAsyncEnumerable<Identifier> ReadStoredIdentifiersAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<Identifier>();

    public Task AddAsync(CustomerSet customers, CancellationToken cancellationToken)
    {
        if (customers.Shared.Added.Count > 0)
            throw new InvalidOperationException("A set with new marks is saved on its own.");
        return OrFailAsync(async () =>
        {
            await writing;
            var now = Now;
            foreach (var contact in customers.Created)
                contact.MarkInserted(++lastContactId, contact.IsDated ? contact.CreatedAt : now);
            writing = Task.Run(() => WriteAsync(customers, now, cancellationToken), CancellationToken.None);
        });
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => OrFailAsync(async () =>
    {
        await writing;
        await AppendCreationsAsync(cancellationToken);
        await SetLastAsync("contact_id_seq", lastContactId, cancellationToken);
        await SetLastAsync("event_id_seq", lastEventId, cancellationToken);
        await twins.BuildAsync(cancellationToken);
        if (!await twins.TryReplaceAsync(cancellationToken))
            throw new BulkLoadFailedException("The database is no longer empty, or its tables have changed.");
        await using var commit = new NpgsqlCommand("COMMIT", connection);
        await commit.ExecuteNonQueryAsync(CancellationToken.None);
    });

    /// <summary>The only value of a query's first row.</summary>
    public async Task<T> ReadAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        // Its failure has been reported to whoever waits for the set.
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The connection is not pooled, so the server rolls back what is not committed.
        await connection.DisposeAsync();
        pool.Dispose();
    }

    private static bool IsImplied(CustomerEvent happened) =>
        happened is ContactCreated { Primary.LinkPrecedence: LinkPrecedence.Primary };

    private async Task WriteAsync(CustomerSet customers, DateTime now, CancellationToken cancellationToken)
    {
        // Each set is a COPY of its own: one that waits for rows holds up others who drop a database of the same server.
        await PostgresCopy.CopyIntoNewTableAsync(connection, customers.Created, now, cancellationToken);
        if (customers.Events.All(IsImplied))
            AddCreations(customers.Created, now);
        else
            await CopyEventsAsync(customers.Events, now, cancellationToken);
    }

    private void AddCreations(IReadOnlyList<Contact> contacts, DateTime now)
    {
        creations.Add(new Creations(lastEventId + 1, contacts[0].Id, contacts.Count, now));
        lastEventId += contacts.Count;
    }

    private async Task AppendCreationsAsync(CancellationToken cancellationToken)
    {
        await using var append = new NpgsqlCommand(AppendCreations, connection);
        append.Parameters.AddWithValue("eventids", creations.ConvertAll(set => set.FirstEventId));
        append.Parameters.AddWithValue("contactids", creations.ConvertAll(set => set.FirstContactId));
        append.Parameters.AddWithValue("counts", creations.ConvertAll(set => set.Count));
        append.Parameters.AddWithValue("times", creations.ConvertAll(set => set.Time));
        await append.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task CopyEventsAsync(IReadOnlyList<CustomerEvent> happened, DateTime now, CancellationToken cancellationToken)
    {
        var events = happened.Select(NewEvent.Of).ToList();
        var ids = Enumerable.Range(1, events.Count).Select(place => lastEventId + place).ToList();
        lastEventId += events.Count;
        await PostgresCopy.CopyEventsAsync(connection, events, new DrawnIds(ids, now), cancellationToken);
    }

    private async Task SetLastAsync(string sequence, long lastId, CancellationToken cancellationToken)
    {
        if (lastId > 0)
            await ReadAsync<long>($"SELECT setval('{sequence}', {lastId})", cancellationToken);
    }

    private static async Task OrFailAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or IOException)
        {
            throw new BulkLoadFailedException(exception);
        }
    }

    /// <summary>The events of contacts that were created at the same time. The ids of both follow each other.</summary>
    private sealed record Creations(long FirstEventId, long FirstContactId, int Count, DateTime Time);
}
