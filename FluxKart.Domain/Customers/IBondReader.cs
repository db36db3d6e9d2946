namespace FluxKart.Domain.Customers;

/// <summary>
/// Reads what holds customers together and what keeps them apart, by a fixed number of statements. An unavailable database is reported as
/// by <see cref="IContactRepository"/>.
/// </summary>
public interface IBondReader
{
    /// <summary>Reads everything about these customers.</summary>
    Task<Bonds> ReadAsync(IReadOnlyCollection<Customer> customers, CancellationToken cancellationToken);
}
