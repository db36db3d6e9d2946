using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Refuses a standby, whose data may be older than what a client has already seen. Npgsql itself only does so if the connection string
/// names several servers. A server becomes a standby only by a restart, which ends its connections, so each is asked once.
/// </summary>
internal sealed class PrimaryOnlyInterceptor : DbConnectionInterceptor
{
    // What stays the same for a connection while it goes in and out of the pool. Without that, it would only be asked more often.
    private readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, object> primaries = [];

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var server = ((NpgsqlConnection)connection).PostgresParameters;
        if (primaries.TryGetValue(server, out _))
            return;
        if (await IsStandbyAsync(connection, cancellationToken))
        {
            // EF Core would take a connection that is still open for one that has passed.
            await connection.CloseAsync();
            throw new NpgsqlException("The database server is a standby.");
        }

        primaries.AddOrUpdate(server, this);
    }

    private static async Task<bool> IsStandbyAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_is_in_recovery()";
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
