using FluxKart.Domain.Customers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace FluxKart.Infrastructure.Persistence.Sqlite.Trials;

/// <summary>Reports faults of the temporary file. Nothing is retried: no other can keep the database busy.</summary>
internal sealed class TrialFaultStrategy(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: 1, maxRetryDelay: TimeSpan.Zero)
{
    // https://sqlite.org/rescode.html: IOERR, FULL and CANTOPEN.
    protected override bool ShouldRetryOn(Exception exception) => exception is SqliteException { SqliteErrorCode: 10 or 13 or 14 };

    protected override TimeSpan? GetNextDelay(Exception lastException) => throw new TrialStoreException(lastException);
}
