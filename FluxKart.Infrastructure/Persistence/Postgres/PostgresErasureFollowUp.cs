using FluxKart.Domain.Customers;

namespace FluxKart.Infrastructure.Persistence.Postgres;

/// <summary>Does nothing: vacuum, the write-ahead log and backups belong to the operator. docs/operations.md says what they keep.</summary>
internal sealed class PostgresErasureFollowUp : IErasureFollowUp
{
    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
