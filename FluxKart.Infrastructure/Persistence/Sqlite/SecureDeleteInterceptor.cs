using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FluxKart.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Turns on secure_delete in each transaction: SQLite then overwrites old values with zeros. Otherwise they stay in the file until their space
/// is used again, also those that move to another place of a page while something else is inserted.
/// </summary>
internal sealed class SecureDeleteInterceptor : DbTransactionInterceptor
{
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA secure_delete = ON";
        command.Transaction = result;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}
