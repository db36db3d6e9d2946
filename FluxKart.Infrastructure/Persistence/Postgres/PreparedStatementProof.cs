using Npgsql;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>
/// Proves on two connections that a prepared statement stays with its connection. A pooler in transaction mode may execute it on another
/// connection to the server. There the name is unknown, or belongs to another client's statement, which would then be executed instead.
/// </summary>
internal static class PreparedStatementProof
{
    /// <param name="unpooled">Two connections from a pool would be one too many for a pool of one.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>
    /// False if a prepared statement was lost, so that none can be used. True if not, which a busy pooler can cause by chance.
    /// </returns>
    public static async Task<bool> HoldsAsync(PostgresPool unpooled, CancellationToken cancellationToken)
    {
        await using var first = await unpooled.OpenAsync(cancellationToken);
        await using var second = await unpooled.OpenAsync(cancellationToken);
        await using var prepared = new NpgsqlCommand("SELECT 1", first);
        await using var blocking = new NpgsqlCommand("SELECT 2", second);
        try
        {
            await prepared.PrepareAsync(cancellationToken);
            // A pooler uses the last connection first, so this transaction takes the one with the statement.
            await second.BeginTransactionAsync(cancellationToken);
            await blocking.ExecuteScalarAsync(cancellationToken);
            await prepared.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement)
        {
            return false;
        }
    }
}
