namespace FluxKart.Infrastructure.Persistence;

/// <summary>Prepares the database when the service starts.</summary>
public interface IDatabasePreparation
{
    /// <summary>
    /// Waits for the database for a limited time, migrates it if the service is responsible for that, and checks its schema.
    /// </summary>
    /// <exception cref="DatabaseNotReadyException">The database cannot be used. The message says what to do.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}
