namespace FluxKart.Infrastructure.Persistence;

/// <summary>Makes the database fit to serve as the service starts.</summary>
public interface IDatabasePreparation
{
    /// <summary>Waits for the database within bounds, migrates it where that is the service's business, and checks its schema.</summary>
    /// <exception cref="DatabaseNotReadyException">The database cannot be used; the message says what to do.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}
