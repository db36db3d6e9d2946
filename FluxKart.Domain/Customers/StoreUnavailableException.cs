namespace FluxKart.Domain.Customers;

/// <summary>
/// The database cannot be reached, or stayed busy through all retries. Nothing was written, unless the connection broke during a commit,
/// which may then have succeeded. Repeating the request is safe either way.
/// </summary>
public sealed class StoreUnavailableException(Exception lastFault)
    : Exception($"The database cannot be reached or stayed busy: {lastFault.GetBaseException().Message}", lastFault);
