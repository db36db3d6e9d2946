using FluxKart.Domain.Adoption;

namespace FluxKart.Infrastructure.Persistence;

/// <summary>
/// Takes over the original service's table. Each method throws <see cref="DatabaseNotReadyException"/> if it cannot, and has then changed
/// nothing. The message says what to do.
/// </summary>
public interface IAdoption
{
    /// <summary>Finds out what <see cref="AdoptAsync"/> would do. It changes nothing, and locks nothing.</summary>
    Task<AdoptionReport> ExamineAsync(AdoptionOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Renames the original service's table, creates the schema, and copies the rows, with their ids, in one transaction. Nobody can use
    /// the table meanwhile.
    /// </summary>
    Task<AdoptionReport> AdoptAsync(AdoptionOptions options, CancellationToken cancellationToken);

    /// <summary>Drops the original service's table, once it has been taken over.</summary>
    Task<DroppedTable> DropAsync(CancellationToken cancellationToken);
}
