using System.Data;
using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Writes row by row, inside the current transaction. It is the only writer.</summary>
internal sealed class SqliteBulkStatements : IBulkStatements, IDisposable
{
    // SQLite itself keeps sqlite_sequence at the largest id that was ever inserted.
    private const string NextId =
        """
        SELECT COALESCE(MAX(seq), 0) + 1, MAX(strftime('%Y-%m-%d %H:%M:%f', 'now'), @notbefore)
        FROM sqlite_sequence
        WHERE name = @table
        """;

    private readonly FluxKartDbContext context;
    private readonly string? connectionString;

    /// <summary>
    /// From here on the context has a connection for bulk writes, until this is disposed of with the scope. A connection that is open already,
    /// as to a temporary database, stays as it is.
    /// </summary>
    public SqliteBulkStatements(FluxKartDbContext context)
    {
        this.context = context;
        if (context.Database.GetDbConnection().State == ConnectionState.Open)
            return;
        connectionString = context.Database.GetConnectionString()!;
        context.Database.SetConnectionString(BulkConnectionInterceptor.ToBulk(connectionString));
    }

    // The context goes back to a pool, from which a request can get it.
    public void Dispose()
    {
        if (connectionString is not null)
            context.Database.SetConnectionString(connectionString);
    }

    public Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken) =>
        DrawIdsAsync("contact", count, notBefore is { } earliest ? SqliteTime.TextOf(earliest) : "", cancellationToken);

    public Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken)
    {
        using var rows = new SqliteContactRows(Connection);
        rows.Insert(contacts, cancellationToken);
        return Task.CompletedTask;
    }

    public async Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var drawn = await DrawIdsAsync("event", events.Count, "", cancellationToken);
        using var rows = new SqliteEventRows(Connection);
        rows.Append(events, drawn, cancellationToken);
    }

    private async Task<DrawnIds> DrawIdsAsync(string table, int count, string notBefore, CancellationToken cancellationToken)
    {
        await using var command = Connection.CreateCommand();
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = NextId;
        command.Parameters.AddWithValue("@table", table);
        command.Parameters.AddWithValue("@notbefore", notBefore);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var first = reader.GetInt64(0);
        return new DrawnIds(
            [.. Enumerable.Range(0, count).Select(place => first + place)], DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc));
    }

    // Of the current transaction.
    private SqliteConnection Connection => (SqliteConnection)context.Database.GetDbConnection();
}
