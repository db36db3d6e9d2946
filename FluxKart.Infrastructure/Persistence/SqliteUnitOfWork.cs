using FluxKart.Domain.Contacts;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Lets one unit of work at a time go to SQLite, in order of arrival. SQLite has one writer anyway, but the driver waits for its turn by
/// polling, on a thread of the pool, and without order.
/// </summary>
internal sealed class SqliteUnitOfWork(UnitOfWork unitOfWork, SqliteWriterQueue queue) : IUnitOfWork
{
    public async Task<T> ExecuteAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var turn = await queue.WaitForTurnAsync(cancellationToken);
        return await unitOfWork.ExecuteAsync(work, cancellationToken);
    }
}
