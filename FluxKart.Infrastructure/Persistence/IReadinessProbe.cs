namespace FluxKart.Infrastructure.Persistence;

/// <summary>Finds out whether the database can serve every request, including those that write.</summary>
public interface IReadinessProbe
{
    /// <summary>
    /// Asks the database, on a connection of its own. It writes nothing, and the statements need no plan that grows with the tables.
    /// </summary>
    /// <returns>
    /// Why the database cannot serve every request; null if it can. If the database does not respond, or responds with an error, the
    /// driver's exception is thrown.
    /// </returns>
    Task<ReadinessFault?> FindFaultAsync(CancellationToken cancellationToken);
}
