using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Proves on two connections that an advisory lock excludes. Some servers that speak PostgreSQL's protocol accept the call and lock
/// nothing. Concurrent requests would then store a customer twice.
/// </summary>
internal static class AdvisoryLockProof
{
    /// <param name="unpooled">Two connections from a pool would be one too many for a pool of one.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Whether a second transaction cannot take a lock that the first one holds.</returns>
    public static async Task<bool> HoldsAsync(PostgresPool unpooled, CancellationToken cancellationToken)
    {
        await using var first = await unpooled.OpenAsync(cancellationToken);
        await using var second = await unpooled.OpenAsync(cancellationToken);
        // Random, so that replicas that start at the same time do not meet.
        var key = Random.Shared.NextInt64();
        await ExecuteAsync(first, $"SELECT pg_advisory_xact_lock({key})", cancellationToken);
        return await ExecuteAsync(second, $"SELECT pg_try_advisory_xact_lock({key})", cancellationToken) is false;
    }

    /// <summary>Executes a statement in a transaction that ends with the connection.</summary>
    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
