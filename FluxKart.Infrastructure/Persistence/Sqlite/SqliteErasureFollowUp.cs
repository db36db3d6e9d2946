using FluxKart.Domain.Customers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>Empties the write-ahead log, which still has pages from before the erasure.</summary>
internal sealed class SqliteErasureFollowUp(FluxKartDbContext context) : IErasureFollowUp
{
    private const int MaxAttempts = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (var attempt = 1; await IsBusyAsync(cancellationToken) && attempt < MaxAttempts; attempt++)
                await Task.Delay(Pause, cancellationToken);
        }
        catch (SqliteException)
        {
            // The erasure itself is committed. What is left in the log goes when another transaction overwrites it.
        }
    }

    // The first column says whether a reader or a writer was in the way.
    private async Task<bool> IsBusyAsync(CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = new SqliteCommand(
                "PRAGMA wal_checkpoint(TRUNCATE)", (SqliteConnection)context.Database.GetDbConnection());
            return (long)(await command.ExecuteScalarAsync(cancellationToken))! != 0;
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }
}
