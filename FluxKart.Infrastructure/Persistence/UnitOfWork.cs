using System.Data;
using System.Diagnostics;
using FluxKart.Domain.Customers;
using FluxKart.Infrastructure.Persistence.Contacts;
using Microsoft.EntityFrameworkCore;

namespace FluxKart.Infrastructure.Persistence;

internal sealed class UnitOfWork(FluxKartDbContext context, IContactLocks locks, PersistenceMetrics metrics) : IUnitOfWork
{
    public Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var attempts = 0;
        return context.Database.CreateExecutionStrategy().ExecuteAsync(
            work,
            async (_, run, token) =>
            {
                if (attempts++ > 0)
                    metrics.CountRetry();
                var startedAt = Stopwatch.GetTimestamp();
                // READ COMMITTED, whatever the server's default: the load must see what was committed while the transaction waited for its
                // locks. A stricter level would still show the state before the wait. On SQLite this is BEGIN IMMEDIATE.
                await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                // If the transaction itself is the lock, the wait was for it to begin.
                if (locks.CoverEverything)
                    metrics.RecordLockWait(Stopwatch.GetElapsedTime(startedAt));
                var result = await run(token);
                await transaction.CommitAsync(token);
                return result;
            },
            // If the connection breaks during a commit, the unit runs again without checking whether the commit succeeded. That is safe,
            // because identifying the same details again adds nothing, and a change by hand finds out that it is done already.
            verifySucceeded: null,
            cancellationToken);
    }
}
