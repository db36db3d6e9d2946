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
        var tries = 0;
        return context.Database.CreateExecutionStrategy().ExecuteAsync(
            work,
            async (_, state, token) =>
            {
                if (tries++ > 0)
                    metrics.BegunAgain();
                var begun = Stopwatch.GetTimestamp();
                // READ COMMITTED whatever the server's default: each load must see what was committed while the transaction waited for its
                // locks, and a stricter level keeps to the moment before. On SQLite this is BEGIN IMMEDIATE.
                await using var transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, token);
                // Where the transaction is the lock, to begin it is to wait for it.
                if (locks.CoverEverything)
                    metrics.LocksHeld(since: begun);
                var result = await state(token);
                await transaction.CommitAsync(token);
                return result;
            },
            // Not asked whether a commit went through when the connection broke during it: to identify the same again adds nothing.
            verifySucceeded: null,
            cancellationToken);
    }
}
