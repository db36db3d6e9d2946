using FluxKart.Domain.Contacts;
using FluxKart.Infrastructure.Persistence.Contacts;
using FluxKart.Infrastructure.Persistence.Events;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Writes by binary COPY, inside the current transaction.</summary>
internal sealed class PostgresBulkStatements(FluxKartDbContext context) : IBulkStatements
{
    // In the order of the contacts: generate_series returns its rows in order, and the sequence only grows.
    private const string DrawContactIds =
        """
        SELECT array_agg(nextval('contact_id_seq')), GREATEST(clock_timestamp(), @notbefore) FROM generate_series(1, @count)
        """;

    private static readonly string DrawEventIds =
        $"""
        WITH turn AS MATERIALIZED ({PostgresEventStatements.TakeLock}),
        clock AS MATERIALIZED (SELECT clock_timestamp() AS now FROM turn)
        SELECT array_agg(nextval('event_id_seq')), min(now) FROM clock CROSS JOIN generate_series(1, @count)
        """;

    public Task<DrawnIds> DrawIdsAsync(int count, DateTime? notBefore, CancellationToken cancellationToken) => DrawAsync(
        DrawContactIds,
        count,
        new NpgsqlParameter("notbefore", NpgsqlDbType.TimestampTz) { Value = (object?)notBefore ?? DBNull.Value },
        cancellationToken);

    public Task InsertAsync(IReadOnlyList<Contact> contacts, CancellationToken cancellationToken) =>
        PostgresCopy.CopyContactsAsync(Connection, contacts, cancellationToken);

    public async Task AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellationToken)
    {
        var drawn = await DrawAsync(DrawEventIds, events.Count, null, cancellationToken);
        await PostgresCopy.CopyEventsAsync(Connection, events, drawn, cancellationToken);
    }

    private async Task<DrawnIds> DrawAsync(string sql, int count, NpgsqlParameter? parameter, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, Connection);
        command.Parameters.AddWithValue("count", count);
        if (parameter is not null)
            command.Parameters.Add(parameter);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DrawnIds(reader.GetFieldValue<long[]>(0), reader.GetDateTime(1));
    }

    // Of the current transaction.
    private NpgsqlConnection Connection => (NpgsqlConnection)context.Database.GetDbConnection();
}
